// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;

/**
 * Where connections keep what their peers have not taken yet. Safe for all threads.
 *
 * <p>A file goes with the last hold on it, even if the process is killed.
 */
public final class Overflow {
    private final Path directory;
    private final long octets;
    private final Semaphore waiting;

    /**
     * @param directory where the files are
     * @param octets what one connection may have in its file
     * @param waiting how many threads of all connections together may wait for room in a file
     */
    public Overflow(Path directory, long octets, int waiting) {
        this.directory = directory;
        this.octets = octets;
        this.waiting = new Semaphore(waiting);
    }

    long octets() {
        return octets;
    }

    /** False if too many threads wait already. */
    boolean beginWaiting() {
        return waiting.tryAcquire();
    }

    void endWaiting() {
        waiting.release();
    }

    /** A new file. */
    FileChannel open() throws IOException {
        Files.createDirectories(directory);
        Path created = Files.createTempFile(directory, "answer-", ".tmp");
        return FileChannel.open(
                created, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }
}
