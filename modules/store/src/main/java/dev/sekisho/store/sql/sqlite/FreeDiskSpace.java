// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of the disk that a database file is on, as {@code df} shows it to an ordinary user. The file system is asked each time, which takes
 * microseconds: an answer kept for a second lets in what comes in a second. Tells the log when it falls below the reserve, and when it is
 * back. For any thread.
 */
public final class FreeDiskSpace {
    private static final Logger LOGGER = LoggerFactory.getLogger(FreeDiskSpace.class);
    private static final int MEBIBYTE = 20;

    private final LongSupplier usable;
    private final Path file;
    private final long reserve;
    private volatile boolean enough = true;

    /** Of a file that is open. */
    static FreeDiskSpace of(Path file, long reserve) {
        Optional<Object> opened = identity(file);
        FileStore disk = disk(file);
        return new FreeDiskSpace(file, reserve, () -> usableIfSame(file, opened, disk));
    }

    FreeDiskSpace(Path file, long reserve, LongSupplier usable) {
        this.file = file;
        this.reserve = reserve;
        this.usable = usable;
    }

    /**
     * Refuses what is to be written into a folder beside the store, where less than a store's reserve is left.
     *
     * @throws StoreFullException if that is so
     */
    public static void require(Path folder) {
        long left = usable(folder, disk(folder));
        if (left < DatabaseSettings.Sqlite.DEFAULT_RESERVE) {
            throw new StoreFullException(lowSpace(folder, left, DatabaseSettings.Sqlite.DEFAULT_RESERVE), null);
        }
    }

    /**
     * What is wrong with it now, in the words of the log.
     *
     * @return empty if there is more than the reserve
     * @throws StoreException if the file system does not say
     */
    public static Optional<String> lowSpace(DatabaseSettings.Sqlite settings) {
        long left = usable(settings.file(), disk(settings.file()));
        return left < settings.reserve()
                ? Optional.of(lowSpace(settings.file(), left, settings.reserve()))
                : Optional.empty();
    }

    private static String lowSpace(Path file, long left, long reserve) {
        return "the disk of " + file + " has " + (left >> MEBIBYTE) + " MiB left, less than the reserve of "
                + (reserve >> MEBIBYTE) + " MiB: no new mail is accepted until there is space";
    }

    boolean isEnough() {
        if (reserve == 0) {
            return true;
        }
        long left = usable.getAsLong();
        boolean is = left >= reserve;
        if (is != enough) {
            turn(left, is);
        }
        return is;
    }

    private synchronized void turn(long left, boolean is) {
        boolean was = enough;
        enough = is;
        if (was && !enough) {
            LOGGER.warn("{}", lowSpace(file, left, reserve));
        } else if (!was && enough) {
            LOGGER.info("the disk of {} has {} MiB left again: new mail is accepted", file, left >> MEBIBYTE);
        }
    }

    private static long usableIfSame(Path file, Optional<Object> opened, FileStore disk) {
        if (!opened.equals(identity(file))) {
            throw new StoreException(
                    file + " is not the file that is open here, which was moved or removed: no new mail is accepted."
                            + " While this process runs, copy the open file from /proc/"
                            + ProcessHandle.current().pid() + "/fd, with its -wal beside it",
                    null);
        }
        return usable(file, disk);
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

    private static FileStore disk(Path file) {
        try {
            return Files.getFileStore(file);
        } catch (IOException e) {
            throw new StoreException("cannot ask for the free space of " + file, e);
        }
    }

    private static long usable(Path file, FileStore disk) {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new StoreException("cannot ask for the free space of " + file, e);
        }
    }
}
