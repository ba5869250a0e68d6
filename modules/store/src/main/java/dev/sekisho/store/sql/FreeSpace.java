// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import dev.sekisho.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left of the disk that a database file is on. Asks at most once a second; tells the log when it falls below the reserve, and when it is back. For any thread. */
public final class FreeSpace {
    private static final Logger LOGGER = LoggerFactory.getLogger(FreeSpace.class);
    private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
    private static final int MEBIBYTE = 20;

    private final LongSupplier usable;
    private final LongSupplier nanos;
    private final Path file;
    private final long reserve;
    private volatile boolean enough = true;
    private volatile long askedAt;
    private volatile boolean asked;

    /** Of a file that is open. */
    static FreeSpace of(Path file, long reserve) {
        Optional<Object> opened = identity(file);
        return new FreeSpace(file, reserve, () -> usableIfSame(file, opened), System::nanoTime);
    }

    FreeSpace(Path file, long reserve, LongSupplier usable, LongSupplier nanos) {
        this.file = file;
        this.reserve = reserve;
        this.usable = usable;
        this.nanos = nanos;
    }

    /**
     * What is wrong with it now, in the words of the log.
     *
     * @return empty if there is more than the reserve
     * @throws StoreException if the file system does not tell
     */
    public static Optional<String> shortage(StoreSettings.Sqlite settings) {
        long left = usable(settings.file());
        return left < settings.reserve()
                ? Optional.of(shortage(settings.file(), left, settings.reserve()))
                : Optional.empty();
    }

    private static String shortage(Path file, long left, long reserve) {
        return "the disk of " + file + " has " + (left >> MEBIBYTE) + " MiB left, less than the reserve of "
                + (reserve >> MEBIBYTE) + " MiB: no new mail is taken until there is space";
    }

    boolean isEnough() {
        if (reserve == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        if (!asked || now - askedAt > ASK_AGAIN_NANOS) {
            // First the answer: where there is none, the next one who asks must not go by the one before.
            turn(usable.getAsLong());
            askedAt = now;
            asked = true;
        }
        return enough;
    }

    private synchronized void turn(long left) {
        boolean was = enough;
        enough = left >= reserve;
        if (was && !enough) {
            LOGGER.warn("{}", shortage(file, left, reserve));
        } else if (!was && enough) {
            LOGGER.info("the disk of {} has {} MiB left again: new mail is taken", file, left >> MEBIBYTE);
        }
    }

    private static long usableIfSame(Path file, Optional<Object> opened) {
        if (!opened.equals(identity(file))) {
            throw new StoreException(
                    file + " is not the file that is open here, which was moved or removed: no new mail is taken."
                            + " While this process runs, the one that is open can be copied from /proc/"
                            + ProcessHandle.current().pid() + "/fd, with its -wal beside it",
                    null);
        }
        return usable(file);
    }

    /** What the file system knows a file by, whatever it is called; empty if there is none. */
    private static Optional<Object> identity(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot look at " + file, e);
        }
    }

    private static long usable(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException("cannot ask for the free space of " + file, e);
        }
    }
}
