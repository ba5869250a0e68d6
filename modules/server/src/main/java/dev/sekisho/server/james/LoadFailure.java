// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.Collection;
import java.util.Optional;

/** What an exception of something that could not be made means to whoever named it, in one line. */
final class LoadFailure {
    private static final int LONGEST = 300;

    private LoadFailure() {}

    static String words(Throwable failure) {
        Throwable root = root(failure);
        String message = messages(root)
                .flatMap(all -> all.stream().findFirst())
                .map(Message::getMessage)
                .orElseGet(() -> String.valueOf(root.getMessage()));
        String line = message.lines().findFirst().orElse("").strip();
        String detail = line.isEmpty() || line.equals("null") ? root.getClass().getSimpleName() : line;
        String named = isMissing(root)
                ? "there is no class " + detail.replace('/', '.')
                : root instanceof LinkageError ? root.getClass().getSimpleName() + " " + detail : detail;
        return named.length() > LONGEST ? named.substring(0, LONGEST) + "..." : named;
    }

    static String advice(Throwable failure, String what) {
        Throwable root = root(failure);
        if (isMissing(root)) {
            return "write the name of a " + what
                    + " that is there (docs/james.md lists James'), or put its jar into extensions-jars/";
        }
        if (root instanceof ConfigurationException) {
            return "its constructor needs a service that this server does not have: remove it, or see docs/james.md";
        }
        if (root instanceof ClassCastException) {
            return "it is no " + what + ": name one";
        }
        return root instanceof LinkageError
                ? "it was built for other libraries than those in lib/: rebuild it, or remove it"
                : "correct its settings, or remove it";
    }

    private static boolean isMissing(Throwable root) {
        return root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static Optional<Collection<Message>> messages(Throwable root) {
        if (root instanceof ConfigurationException unbound) {
            return Optional.of(unbound.getErrorMessages());
        }
        if (root instanceof CreationException unbindable) {
            return Optional.of(unbindable.getErrorMessages());
        }
        return root instanceof ProvisionException unmade ? Optional.of(unmade.getErrorMessages()) : Optional.empty();
    }
}
