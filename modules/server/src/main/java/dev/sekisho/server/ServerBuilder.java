// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import com.google.inject.Module;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.server.james.AddedModules;
import dev.sekisho.server.startup.ServerHome;
import dev.sekisho.server.startup.StartRefused;
import dev.sekisho.store.sql.TransientFailureLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembles a server from the files of its home folder, and from the Guice modules of an application. The files and the policies of the ports
 * hold whatever the modules say. For one thread.
 */
public final class ServerBuilder {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerBuilder.class);

    private final ServerHome home;
    private final List<Module> added = new ArrayList<>();
    private final List<Module> overriding = new ArrayList<>();
    private ConfigurationOverrides overrides = ConfigurationOverrides.NONE;

    ServerBuilder(Path home) {
        this.home = new ServerHome(home.toAbsolutePath().normalize());
    }

    /** Adds this to every port, whatever {@code sekisho.xml} says. @param offset from 0 to 64000 */
    public ServerBuilder portOffset(int offset) {
        overrides = ConfigurationOverrides.ofPortOffset(offset);
        return this;
    }

    /** Adds bindings: services for mailets, listeners and hooks, and sets of SASL mechanisms and SMTP commands. */
    public ServerBuilder with(Module... modules) {
        added.addAll(List.of(modules));
        return this;
    }

    /** Replaces bindings of the server or of James. */
    public ServerBuilder overrideWith(Module... modules) {
        overriding.addAll(List.of(modules));
        return this;
    }

    /**
     * Starts the server: when this returns, all ports are open. {@code sekisho status} and the other commands find it by its home folder.
     *
     * @throws StartRefused for what the operator can mend: each reason with its file and line
     * @throws Exception for anything else, such as a module whose bindings do not fit
     */
    public SekishoServer start() throws Exception {
        long began = System.nanoTime();
        SekishoConfiguration configuration = prepare();
        StatusFiles files = new StatusFiles(home.run());
        files.starting();
        SekishoServer server;
        try {
            server = started(configuration, files);
        } catch (Exception | LinkageError e) {
            files.release();
            throw e;
        }
        server.closeLast(() -> {
            files.remove();
            files.release();
        });
        try {
            files.started(server, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return server;
        } catch (StartRefused e) {
            server.close();
            throw e;
        }
    }

    /** Reads the configuration and makes the folders that a server writes to. @throws StartRefused if it has a problem */
    SekishoConfiguration prepare() throws StartRefused {
        SekishoConfiguration configuration = configuration();
        home.prepare();
        // James' XML refers to it.
        System.setProperty("sekisho.hostname", configuration.hostName());
        return configuration;
    }

    private SekishoConfiguration configuration() throws StartRefused {
        LoadResult loaded = ConfigurationLoader.load(home.configuration(), overrides);
        loaded.warnings().forEach(warning -> LOGGER.warn("{}", warning));
        if (loaded instanceof LoadResult.Valid valid) {
            return valid.configuration();
        }
        // What check finds besides, so that who mends by what the start says need not start again for it.
        throw new StartRefused(Stream.concat(loaded.problems().stream(), tried(loaded))
                .map(Object::toString)
                .distinct()
                .toList());
    }

    /** Starts what was prepared. @param files show what the start waits for, and are removed where it fails */
    SekishoServer started(SekishoConfiguration configuration, StatusFiles files) throws Exception {
        try {
            return SekishoServer.start(home, configuration, modules(), files::doing);
        } catch (StartRefused e) {
            files.remove();
            throw e;
        } catch (Exception | LinkageError e) {
            files.doing("searching for the cause: " + e.getMessage());
            List<String> found = TransientFailureLog.isPassing(e) ? List.of() : refusals(configuration);
            files.remove();
            if (!found.isEmpty()) {
                throw new StartRefused(found);
            }
            throw e;
        }
    }

    /** What check finds by trying each part by itself: a start ends at the first that fails, and knows no line. */
    private List<String> refusals(SekishoConfiguration configuration) {
        return tried(new LoadResult.Valid(configuration, List.of()))
                .map(Object::toString)
                .toList();
    }

    private Stream<Problem> tried(LoadResult loaded) {
        return new ServerDryRun(modules())
                .problems(home.root(), loaded).stream().filter(problem -> problem.severity() == Severity.PROBLEM);
    }

    private AddedModules modules() {
        return new AddedModules(added, overriding);
    }
}
