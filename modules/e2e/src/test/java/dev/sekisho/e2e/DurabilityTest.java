// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Plain;
import dev.sekisho.e2e.fixture.SharedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel is asked for, as strace sees it: the disk has the message before its sender has the 250. */
@ExtendWith(SharedServer.class)
class DurabilityTest {
    private static final String MARKER = "Subject: watched by strace";

    @TempDir
    Path directory;

    @Test
    void theLogOfTheStoreIsSyncedBetweenTheMessageAndTheReply(Installation sekisho) throws Exception {
        Path trace = directory.resolve("trace");
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-s",
                        "4096",
                        "-e",
                        "trace=fsync,fdatasync,read,readv,recvfrom,write,writev,sendto,sendmsg",
                        "-o",
                        trace.toString(),
                        "-p",
                        Long.toString(sekisho.server().pid()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("strace.log").toFile())
                .start();
        try {
            awaitContent(directory.resolve("strace.log"), "attached");
            // On 25 the conversation is in cleartext, so that the trace shows it.
            String heard = Plain.ask(
                    sekisho.port(25),
                    "EHLO client.example.net",
                    "MAIL FROM:<someone@example.net>",
                    "RCPT TO:<bob@example.org>",
                    "DATA",
                    MARKER + "\r\n\r\nhello\r\n.");
            assertThat(heard).contains("354 ").contains("250 2.0.0 OK");
            awaitContent(trace, "250 2.0.0 OK");
        } finally {
            strace.destroy();
            strace.waitFor();
        }
        assertSyncedBetween(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
    }

    private static void assertSyncedBetween(List<String> lines) {
        int received = first(lines, 0, MARKER);
        int replied = first(lines, received, "250 2.0.0 OK");
        List<String> between = lines.subList(received, replied);
        assertThat(between).as("asked for").anyMatch(line -> line.matches(".*fd?a?t?a?sync\\(.*sekisho\\.db-wal>.*"));
        assertThat(between).as("ended").anyMatch(line -> line.matches(".*(fdatasync|fsync).*\\) += 0$"));
    }

    private static int first(List<String> lines, int from, String part) {
        return IntStream.range(from, lines.size())
                .filter(index -> lines.get(index).contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("strace saw nothing of: " + part));
    }

    private static void awaitContent(Path file, String part) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)
                || !Files.readString(file, StandardCharsets.ISO_8859_1).contains(part)) {
            assertThat(System.nanoTime()).as("no %s in %s", part, file).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
