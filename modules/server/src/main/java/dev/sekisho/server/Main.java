// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import ch.qos.logback.classic.LoggerContext;
import dev.sekisho.config.SekishoConfiguration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sekisho run}: a server in the foreground, until it is stopped. */
public final class Main {
    private static final Logger LOGGER = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Runs a server in the folder that the system property {@code sekisho.home} names. */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, fault) -> LOGGER.error("the thread {} ended by an unexpected fault", thread.getName(), fault));
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
            LOGGER.error("not started: an unexpected fault", e);
            end(ExitCode.FAULT);
        }
    }

    private static void run(ServerHome home, String[] arguments) throws Exception {
        ServerBuilder builder = builder(home, arguments);
        SekishoConfiguration configuration = builder.prepare();
        StatusFiles files = new StatusFiles(home.run());
        files.starting();
        // Who is ended while it starts leaves nothing that looks like a crash.
        Thread unfinished = new Thread(files::remove, "stop-while-starting");
        Runtime.getRuntime().addShutdownHook(unfinished);
        SekishoServer server = builder.started(configuration, files);
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

    private static void stop(SekishoServer server, StatusFiles files, CountDownLatch ended) {
        LOGGER.info("stopping: new connections are refused, open ones may finish");
        files.remove();
        server.close();
        LOGGER.info("stopped");
        // What is left is Java's: it may write the class archive, for seconds.
        files.release();
        ended.countDown();
    }

    private static void rewrite(StatusFiles files, SekishoServer server, long millis) {
        try {
            files.write(server, millis);
        } catch (IOException e) {
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> "the status cannot be written");
        }
    }

    private static ServerBuilder builder(ServerHome home, String[] arguments) {
        List<String> words = List.of(arguments);
        ServerBuilder builder = SekishoServer.builder(home.root());
        if (words.isEmpty()) {
            return builder;
        }
        if (words.size() == 2
                && words.get(0).equals("--port-offset")
                && words.get(1).matches("[0-9]{1,5}")) {
            return builder.portOffset(Integer.parseInt(words.get(1)));
        }
        throw new IllegalArgumentException("usage: sekisho run [--port-offset N], found " + words);
    }

    private static void end(ExitCode exit) {
        Runtime.getRuntime().halt(exit.code());
    }
}
