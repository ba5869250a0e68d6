// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A log that another program writes.
 *
 * @param file where; it need not be there yet
 */
record Logbook(Path file) {
    private static final long PATIENCE_SECONDS = 120;

    /** All of it. */
    String text() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** How many of its lines have a text in them. */
    long count(String part) throws IOException {
        return text().lines().filter(line -> line.contains(part)).count();
    }

    /**
     * Waits for a line that has a text in it.
     *
     * @param which the first, the second, ... of these
     * @param alive false once nothing more can come
     */
    String await(String part, long which, BooleanSupplier alive) throws IOException, InterruptedException {
        return await(line -> line.contains(part), which, alive, part);
    }

    /**
     * Waits for a line.
     *
     * @param wanted says which lines are meant
     * @param what the same for people
     */
    String await(Predicate<String> wanted, long which, BooleanSupplier alive, String what)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean last = false;
        while (!last) {
            last = System.nanoTime() > end || !alive.getAsBoolean();
            List<String> lines = text().lines().filter(wanted).toList();
            if (lines.size() >= which) {
                return lines.get((int) which - 1);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("'" + what + "' is not in " + file + ":\n" + text());
    }
}
