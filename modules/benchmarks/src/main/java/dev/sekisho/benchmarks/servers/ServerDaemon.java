// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of a server under test; what it prints goes to a file. It ends with this program, whatever ends that. */
final class ServerDaemon implements AutoCloseable {
    private static final long RUN_SECONDS = 120;
    private static final long START_SECONDS = 90;
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Path log;

    private ServerDaemon(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Starts a process that stays. */
    static ServerDaemon start(Path log, List<String> words, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ServerDaemon(builder.start(), log);
    }

    /** Runs a program to its end, in a folder, and refuses an exit code that is not 0. */
    static void run(Path folder, List<String> words) throws IOException {
        run(folder, words, Map.of(), "");
    }

    /** The same with an environment and input. */
    static void run(Path folder, List<String> words, Map<String, String> environment, String input) throws IOException {
        Path said = Files.createTempFile(folder, "said", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var to = process.outputWriter()) {
            to.write(input);
        }
        if (!ended(process, RUN_SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(words.get(0) + " failed:\n" + Files.readString(said));
        }
        Files.delete(said);
    }

    private static boolean ended(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A port of loopback that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /** Waits until something listens on a port. */
    void awaitPort(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!open(port)) {
            if (System.nanoTime() > end || ended(process, 0)) {
                String said = Files.readString(log);
                close();
                throw new IOException("port " + port + " was not opened:\n" + said);
            }
            ended(process, 1);
        }
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), 1_000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** Postfix is started by a shell that would leave it behind: what it started is ended first. */
    private void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() {
        end();
        if (!ended(process, STOP_SECONDS)) {
            process.destroyForcibly();
        }
    }
}
