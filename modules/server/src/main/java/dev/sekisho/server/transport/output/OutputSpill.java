// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where connections keep what their clients have not taken yet. Safe for all threads.
 *
 * <p>A file goes with the last hold on it, even if the process is killed.
 */
public final class OutputSpill {
    /** Octets of an answer that are kept for a client which has not read them yet. */
    private static final long UNREAD = 256L * 1024 * 1024;
    /** The same for all clients together. */
    private static final long UNREAD_IN_ALL = 8 * UNREAD;
    /** Threads that wait for clients beyond that: fewer than Reactor has for all of James on one processor, which is 10. */
    private static final int WAITING = 4;

    private final Path directory;
    private final long octets;
    private final long total;
    private final Semaphore waiting;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param directory where the files are
     * @param octets what one connection may have in its file
     * @param total what the files of all connections together may take of the disk
     * @param waiting how many threads of all connections together may wait for room in a file
     */
    public OutputSpill(Path directory, long octets, long total, int waiting) {
        this.directory = directory;
        this.octets = octets;
        this.total = total;
        this.waiting = new Semaphore(waiting);
    }

    /** Of a whole server, in this folder. */
    public static OutputSpill ofServer(Path directory) {
        return new OutputSpill(directory, UNREAD, UNREAD_IN_ALL, WAITING);
    }

    long octets() {
        return octets;
    }

    /** Takes some of the disk for a file, unless the files of all connections have too much of it already. */
    boolean takeSpace(long more) {
        if (taken.addAndGet(more) <= total) {
            return true;
        }
        taken.addAndGet(-more);
        return false;
    }

    /** Gives back what a file had taken. */
    void giveSpaceBack(long less) {
        taken.addAndGet(-less);
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
