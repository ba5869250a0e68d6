// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Logbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A maildir in which another server lays what it has taken.
 *
 * @param folder the maildir; it need not be there yet
 */
record Inbox(Path folder) {
    private static final long TIMEOUT_SECONDS = 120;

    /** All messages to a recipient, by the line that Postfix or Exim puts before them. */
    List<String> messages(String recipient) throws IOException {
        List<String> found = new ArrayList<>();
        Path arrived = folder.resolve("new");
        if (Files.exists(arrived)) {
            try (Stream<Path> files = Files.list(arrived)) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (text.lines()
                            .limit(5)
                            .anyMatch(line -> line.matches("(Delivered-To|Envelope-to): " + recipient))) {
                        found.add(text);
                    }
                }
            }
        }
        return found;
    }

    /** The first message to a recipient, as soon as it lies there. */
    String await(String recipient, Logbook log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end) {
            List<String> found = messages(recipient);
            if (!found.isEmpty()) {
                return found.get(0);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("nothing came for " + recipient + "; the log of the server says\n" + log.text());
    }
}
