// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The distribution in a folder of its own, started on a port offset. */
final class Installation implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private static final long START_SECONDS = 300;
    /** An archive of its classes may be written at the end. */
    private static final long STOP_SECONDS = 180;

    private final Path home;
    private final int offset;
    private Process server;

    private Installation(Path home, int offset) {
        this.home = home;
        this.offset = offset;
    }

    /** Unpacks the distribution below a folder, as an administrator does: nothing else is there. */
    static Installation unpack(Path below) throws IOException {
        Path home = null;
        try (ZipFile archive = new ZipFile(zip().toFile())) {
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = below.resolve(entry.getName()).normalize();
                assertThat(target).startsWithRaw(below);
                home = home == null ? below.resolve(entry.getName().split("/")[0]) : home;
                extract(archive, entry, target);
            }
        }
        Path script = home.resolve("bin/sekisho");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Installation(home, PortOffsets.fresh());
    }

    /** An installation below a folder that has its users, and starts sooner: a copy of the {@link PreparedHome}. */
    static Installation prepared(Path below) throws Exception {
        return new Installation(PreparedHome.copyTo(below), PortOffsets.fresh());
    }

    /** The distribution, made by the build. */
    static Path zip() {
        Path zip = Path.of(System.getProperty("sekisho.zip"));
        assertThat(zip).as("the distribution, made by the build").exists();
        return zip;
    }

    private static void extract(ZipFile archive, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = archive.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    /** Starts the server, waits until all its ports are open, and sees to it that there are {@code alice} and {@code bob} of {@code example.org}. */
    Installation start() throws Exception {
        boolean prepared = Files.exists(store());
        run();
        if (!prepared) {
            addUsers();
        }
        return this;
    }

    /** Makes {@code alice} and {@code bob} of {@code example.org}. */
    void addUsers() throws Exception {
        sekisho("domain", "add", "example.org").succeed();
        for (String user : List.of("alice@example.org", "bob@example.org")) {
            sekisho("user", "add", user, "--password-stdin")
                    .input(PASSWORD + "\n")
                    .succeed();
        }
    }

    /** Takes away what is prepared in {@code var}: the store is elsewhere. */
    void withoutStore() throws IOException {
        Files.deleteIfExists(store());
    }

    private Path store() {
        return home.resolve("var/sekisho.db");
    }

    /** Starts the server and waits until all its ports are open. */
    Installation run() throws Exception {
        return run(System.getProperty("java.home"));
    }

    /** The same on another Java. */
    Installation run(String javaHome) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(script(), "run", "--port-offset", Integer.toString(offset))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("console.log").toFile());
        builder.environment().put("JAVA_HOME", javaHome);
        // One that was killed has left it.
        Files.deleteIfExists(statusFile());
        server = builder.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(statusFile())) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IOException("the server did not start:\n" + console());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return this;
    }

    /** What the server said of itself when its ports were open. */
    JsonNode status() throws IOException {
        return new ObjectMapper().readTree(statusFile().toFile());
    }

    private Path statusFile() {
        return home.resolve("var/run/status.json");
    }

    /** A command of the distribution's script. */
    Command sekisho(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = script();
        System.arraycopy(words, 0, all, 1, words.length);
        return Command.of(all).with("JAVA_HOME", System.getProperty("java.home"));
    }

    private String script() {
        return home.resolve("bin/sekisho").toString();
    }

    Path home() {
        return home;
    }

    int offset() {
        return offset;
    }

    /** A configured port with the offset. */
    int port(int configured) {
        return configured + offset;
    }

    String console() throws IOException {
        return Files.readString(home.resolve("console.log"));
    }

    /** Waits until the server has said something on its console. */
    String awaitConsole(String text) throws Exception {
        return new Logbook(home.resolve("console.log")).await(text, 1, server::isAlive);
    }

    /** Ends the server as a service manager does, and waits for it. */
    int stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        return server.exitValue();
    }

    /** Ends the server as a power cut does. */
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    Process server() {
        return server;
    }

    @Override
    public void close() throws Exception {
        if (server != null && server.isAlive()) {
            stop();
        }
    }
}
