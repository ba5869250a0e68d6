// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import ch.qos.logback.classic.LoggerContext;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.server.startup.ConsoleLog;
import dev.sekisho.server.startup.ExitCode;
import dev.sekisho.server.startup.ServerHome;
import dev.sekisho.server.startup.StartRefused;
import dev.sekisho.store.sql.TransientFailureLog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sekisho run}: a server in the foreground, until it is told to stop. */
public final class Main {
    private static final Logger LOGGER = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Runs a server in the folder that the system property {@code sekisho.home} names. */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) ->
                LOGGER.error("the thread {} ended by a fault that nobody foresaw", thread.getName(), fault));
        try {
            run(
                    new ServerHome(Path.of(System.getProperty("sekisho.home", "."))
                            .toAbsolutePath()
                            .normalize()),
                    arguments);
        } catch (StartRefused e) {
            e.reasons().forEach(LOGGER::error);
            int problems = e.reasons().size();
            LOGGER.error("not started: {}", problems == 1 ? "1 problem" : problems + " problems");
            end(e.exit());
        } catch (IllegalArgumentException e) {
            LOGGER.error("{}", e.getMessage());
            end(ExitCode.USAGE);
        } catch (Exception | LinkageError e) {
            if (TransientFailureLog.isPassing(e)) {
                TransientFailureLog.ofProcess().tell(LOGGER, e, () -> "not started");
                end(ExitCode.PASSING);
            }
            LOGGER.error("not started: a fault that nobody foresaw", e);
            end(ExitCode.FAULT);
        }
    }

    private static void run(ServerHome home, String[] arguments) throws Exception {
        SekishoConfiguration configuration = configuration(home, overrides(arguments));
        home.prepare();
        // James' XML refers to it.
        System.setProperty("sekisho.hostname", configuration.hostName());
        StatusFiles files = new StatusFiles(home.run());
        files.starting();
        // Who is ended while it starts leaves nothing that looks like a crash.
        Thread unfinished = new Thread(files::remove, "stop-while-starting");
        Runtime.getRuntime().addShutdownHook(unfinished);
        Sekisho server = started(home, configuration, files);
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> stop(server, files, ended), "stop");
        try {
            Runtime.getRuntime().addShutdownHook(stop);
            Runtime.getRuntime().removeShutdownHook(unfinished);
        } catch (IllegalStateException stopping) {
            server.close();
            return;
        }
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        // First the one, then the other: what is found between them stands in the status either way.
        server.reports().onChange(() -> rewrite(files, server, millis));
        files.started(server, millis);
        server.listeners()
                .forEach(open -> LOGGER.info(
                        "listener {}: {} policy {} TLS {}",
                        open.of().name(),
                        open.addresses(),
                        open.of().policy().name(),
                        open.of().policy().tls().text()));
        server.identities()
                .all()
                .forEach(identity -> LOGGER.info(
                        "certificate {} until {} pin {}", identity.hostNames(), identity.notAfter(), identity.pin()));
        LOGGER.info("all ports open {} ms after the start of the process", millis);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ConsoleLog.endIf(Optional.ofNullable(System.getenv(ConsoleLog.VARIABLE)), context);
        }
        ended.await();
    }

    private static void stop(Sekisho server, StatusFiles files, CountDownLatch ended) {
        LOGGER.info("stopping: no more connections are taken, those that are open may finish");
        files.remove();
        server.close();
        LOGGER.info("stopped");
        // What is left is Java's: it may write the class archive, for seconds.
        files.release();
        ended.countDown();
    }

    private static Sekisho started(ServerHome home, SekishoConfiguration configuration, StatusFiles files)
            throws Exception {
        try {
            return Sekisho.start(home, configuration, files::doing);
        } catch (StartRefused e) {
            files.remove();
            throw e;
        } catch (Exception | LinkageError e) {
            files.doing("looking for what is the matter: " + e.getMessage());
            List<String> found = TransientFailureLog.isPassing(e) ? List.of() : refusals(home, configuration);
            files.remove();
            if (!found.isEmpty()) {
                throw new StartRefused(found);
            }
            throw e;
        }
    }

    /** What check finds by trying each part by itself: a start ends at the first that fails, and knows no line. */
    private static List<String> refusals(ServerHome home, SekishoConfiguration configuration) {
        return new ServerDryRun()
                .problems(home.root(), new LoadResult.Valid(configuration, List.of())).stream()
                        .filter(problem -> problem.severity() == Severity.PROBLEM)
                        .map(Object::toString)
                        .toList();
    }

    private static void rewrite(StatusFiles files, Sekisho server, long millis) {
        try {
            files.write(server, millis);
        } catch (IOException e) {
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> "the status cannot be written");
        }
    }

    private static SekishoConfiguration configuration(ServerHome home, ConfigurationOverrides overrides)
            throws StartRefused {
        LoadResult loaded = ConfigurationLoader.load(home.configuration(), overrides);
        loaded.warnings().forEach(warning -> LOGGER.warn("{}", warning));
        if (loaded instanceof LoadResult.Valid valid) {
            return valid.configuration();
        }
        // What check finds besides, so that who mends by what the start says need not start again for it.
        throw new StartRefused(Stream.concat(
                        loaded.problems().stream(),
                        new ServerDryRun()
                                .problems(home.root(), loaded).stream()
                                        .filter(problem -> problem.severity() == Severity.PROBLEM))
                .map(Object::toString)
                .distinct()
                .toList());
    }

    private static ConfigurationOverrides overrides(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()) {
            return ConfigurationOverrides.NONE;
        }
        if (words.size() == 2
                && words.get(0).equals("--port-offset")
                && words.get(1).matches("[0-9]{1,5}")) {
            return ConfigurationOverrides.ofPortOffset(Integer.parseInt(words.get(1)));
        }
        throw new IllegalArgumentException("usage: sekisho run [--port-offset N], found " + words);
    }

    private static void end(ExitCode exit) {
        Runtime.getRuntime().halt(exit.code());
    }
}
