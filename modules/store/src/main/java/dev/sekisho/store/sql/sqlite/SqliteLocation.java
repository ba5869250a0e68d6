// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is found where a SQLite store is, or is to be, before SQLite looks: a log whose database is missing it takes for rubbish, and removes.
 *
 * @param file the database
 */
public record SqliteLocation(Path file) {
    private static final String WAL = "-wal";
    private static final String JOURNAL = "-journal";

    /** The place in a rollback journal of the number of pages that the database had (https://www.sqlite.org/fileformat2.html#the_rollback_journal). */
    private static final int PAGES_BEFORE = 16;

    /** Whether no database is there: no file, or one of no octets, as a first start leaves it that was ended at once. */
    public boolean isEmpty() {
        return size(file) == 0;
    }

    /** The log of a database that is not there. */
    public Optional<Path> strayLog() {
        // The logs first: a store that is just being made has its first page before it has a log.
        Optional<Path> log = Stream.of(companion(WAL), companion(JOURNAL))
                .filter(SqliteLocation::holdsSomething)
                .findFirst();
        return log.filter(found -> isEmpty());
    }

    /**
     * Refuses a log without its database.
     *
     * @throws StoreRefusedException if that is what is found; neither is touched
     */
    public void refuseStrayLog() {
        Optional<Path> log = strayLog();
        if (log.isPresent()) {
            throw new StoreRefusedException(
                    file + ": found " + (Files.exists(file) ? "an empty file" : "no database") + ", but its log "
                            + log.get() + " of " + size(log.get())
                            + " octets, which may hold mail that was acknowledged; nothing was changed. Put the database"
                            + " file back beside its log, or restore a backup ('sekisho restore FILE' keeps the log"
                            + " aside); only if a new, empty store is wanted, move the log away",
                    null);
        }
    }

    /**
     * Refuses a place without a database.
     *
     * @throws StoreRefusedException if there is none; nothing is made
     */
    public void requireDatabase() {
        refuseStrayLog();
        if (isEmpty()) {
            throw new StoreRefusedException(
                    file
                            + (Files.exists(file)
                                    ? ": found an empty file, which is no database: put the database, or a backup of it"
                                            + " ('sekisho restore FILE'), in its place; where there was no store before, the"
                                            + " next start, or 'domain add', makes one of it"
                                    : " is not there yet: the first start, or 'domain add', makes it"),
                    null);
        }
    }

    /** Other files whose names show that a store was here before: companions, and what a restore kept. */
    List<Path> traces() {
        String name = file.getFileName().toString();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(other -> {
                        String of = other.getFileName().toString();
                        return of.startsWith(name) && !of.equals(name);
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StoreException("cannot look into " + folder, e);
        }
    }

    Path companion(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** A journal of a database that had no page yet undoes nothing but its making. */
    private static boolean holdsSomething(Path log) {
        return log.toString().endsWith(JOURNAL) ? pagesBefore(log) > 0 : size(log) > 0;
    }

    private static long pagesBefore(Path journal) {
        if (size(journal) == 0) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(journal)) {
            byte[] header = in.readNBytes(PAGES_BEFORE + Integer.BYTES);
            return header.length < PAGES_BEFORE + Integer.BYTES
                    ? 0
                    : Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(PAGES_BEFORE));
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new StoreRefusedException(
                    journal + ": cannot be read (" + e + "); "
                            + FileErrorCause.of(e).advice(),
                    e);
        }
    }

    private static long size(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            return folder == null || Files.isRegularFile(folder) ? 0 : Files.size(file);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException e) {
            throw new StoreRefusedException(
                    file + ": cannot be looked at (" + e + "); run this as the user that runs Sekisho; "
                            + FileErrorCause.of(e).advice(),
                    e);
        }
    }
}
