// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running server for all test classes of a JVM that ask for an {@link Installation}: configured as shipped, with {@code alice} and
 * {@code bob} of {@code example.org}. It starts when the first class asks, and ends behind the last.
 *
 * <p>It is for classes that leave the server to the next one as they found it: they change no configuration, restart nothing, log in badly a few
 * times at most (ten within ten minutes, and nobody is asked for logins), and find their own mail, aliases and pins among those of others.
 */
final class SharedServer implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

    private record Running(Path folder, Installation sekisho) implements AutoCloseable {
        static Running start() {
            try {
                Path folder = Files.createTempDirectory("sekisho-shared");
                return new Running(folder, Installation.prepared(folder).start());
            } catch (Exception e) {
                throw new AssertionError("the shared server does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            sekisho.close();
            PreparedHome.delete(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .sekisho();
    }
}
