// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.DryRun;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.server.james.AddedModules;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.listener.HandlerChainLoader;
import dev.sekisho.server.listener.JamesListenerServices;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.StoreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tries on an empty store of its own, which is removed again. */
public final class ServerDryRun implements DryRun {
    private static final String HOST_NAME = "sekisho.hostname";

    private final AddedModules modules;

    /** Tries what a server makes that has no modules of an application. */
    public ServerDryRun() {
        this(AddedModules.NONE);
    }

    ServerDryRun(AddedModules modules) {
        this.modules = modules;
    }

    @Override
    public List<Problem> problems(Path home, LoadResult loaded) {
        ProblemList problems = new ProblemList();
        try {
            Path folder = Files.createTempDirectory("sekisho-trial-");
            try (Store store = Store.openTemporary(folder.resolve("trial.db"))) {
                run(home, loaded, store, problems);
            } finally {
                remove(folder);
            }
        } catch (IOException | StoreException e) {
            problems.warn(
                    SourcePosition.ofFile("mailetcontainer.xml"),
                    "",
                    "its classes cannot be tested: " + e.getMessage(),
                    FileErrorCause.of(e).advice());
        }
        return Stream.concat(problems.refusals().stream(), problems.warnings().stream())
                .toList();
    }

    private void run(Path home, LoadResult loaded, Store store, ProblemList problems) {
        String hostName =
                loaded instanceof LoadResult.Valid valid ? valid.configuration().hostName() : "localhost";
        RelayConfiguration relay =
                loaded instanceof LoadResult.Valid valid ? valid.configuration().relay() : RelayConfiguration.DEFAULT;
        if (System.getProperty(HOST_NAME) == null) {
            System.setProperty(HOST_NAME, hostName);
        }
        RelayAssembly outbound = new RelayAssembly(store, hostName, relay, Clock.systemUTC());
        try (JamesServices james = JamesServices.tried(home, store, outbound.enqueuer(), modules, problems)) {
            bound(james, problems);
            if (loaded instanceof LoadResult.Valid valid && modulesAreUsable(problems)) {
                valid.configuration().enabledListeners().forEach(of -> handlers(of, james, problems));
            }
        } catch (RuntimeException | LinkageError unmade) {
            problems.refuse(
                    SourcePosition.ofFile(modules.isEmpty() ? "mailetcontainer.xml" : "modules of the application"),
                    "",
                    "James' services cannot be made: " + JamesServices.words(unmade),
                    modules.isEmpty()
                            ? "correct the settings in it or in another James file; docs/james.md lists what is allowed"
                            : "correct the modules that were given to the builder (" + modules.names()
                                    + "), or the settings in a James file");
        }
    }

    /** What modules bind for the listeners; unknown where the modules themselves are at fault. */
    private void bound(JamesServices james, ProblemList problems) {
        if (!problems.refusals().isEmpty()) {
            return;
        }
        try {
            JamesListenerServices.requireUsable(james);
        } catch (RuntimeException | LinkageError e) {
            problems.refuse(
                    SourcePosition.ofFile(modules.isEmpty() ? "extensions.properties" : "modules"),
                    "",
                    "a module binds what cannot be served: " + JamesServices.words(e),
                    "correct the module; docs/extending.md tells what it may bind");
        }
    }

    /** Hooks are made with the modules' bindings: a fault there would be reported for every hook. */
    private static boolean modulesAreUsable(ProblemList problems) {
        return problems.refusals().stream().noneMatch(each -> each.file().equals("extensions.properties"));
    }

    private static void handlers(ListenerConfiguration of, JamesServices james, ProblemList problems) {
        HandlerChainLoader declared = new HandlerChainLoader(of, james::handler);
        declared.make();
        declared.problems()
                .forEach(each -> problems.refuse(each.position(), each.where(), each.found(), each.expected()));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
