// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.CommitTopics;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.UnitOfWork;
import dev.sekisho.store.sql.schema.SchemaMigrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in one SQLite file: one writing connection behind a {@link GroupCommit}, several reading ones. */
public final class SqliteDatabase implements Database {
    private static final Logger LOGGER = LoggerFactory.getLogger(SqliteDatabase.class);

    private final DatabaseSettings.Sqlite settings;
    private final SqliteWriter writer;
    private final SqliteReadPool readers;
    private final GroupCommit groupCommit;
    private final CommitTopics commits = new CommitTopics();
    private final FreeDiskSpace freeSpace;

    private SqliteDatabase(DatabaseSettings.Sqlite settings, SqliteWriter writer, SqliteReadPool readers) {
        this.settings = settings;
        this.writer = writer;
        this.readers = readers;
        this.freeSpace = FreeDiskSpace.of(settings.file(), settings.reserve());
        this.groupCommit = new GroupCommit(writer, commits, "store-writer");
    }

    /** Opens the file, or makes it, and tells the log if it was made. */
    public static SqliteDatabase open(DatabaseSettings.Sqlite settings) {
        return open(settings, true);
    }

    /** As {@link #open(DatabaseSettings.Sqlite)}, for a file that is removed again: the log is not told that it was made. */
    public static SqliteDatabase openTemporary(DatabaseSettings.Sqlite settings) {
        return open(settings, false);
    }

    private static SqliteDatabase open(DatabaseSettings.Sqlite settings, boolean tells) {
        SqliteFile file = new SqliteFile(settings.file(), settings.lockWait());
        SqliteLocation place = new SqliteLocation(settings.file());
        boolean emptyFile = Files.exists(settings.file()) && place.isEmpty();
        List<Path> traces = place.isEmpty() ? place.traces() : List.of();
        file.prepare();
        SqliteWriter writer = file.openWriter();
        try {
            file.recognise(writer.sql());
            boolean made = migrate(writer, settings.file());
            file.settle();
            if (made && tells) {
                logNew(settings.file(), emptyFile, traces);
            }
            return new SqliteDatabase(settings, writer, SqliteReadPool.open(file, settings.readers()));
        } catch (RuntimeException e) {
            try {
                writer.close();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw file.refusal(e);
        }
    }

    /** Tells it where nobody looks at each start, so that a store that was lost is not missed for long. */
    private static void logNew(Path file, boolean emptyFile, List<Path> traces) {
        if (emptyFile) {
            LOGGER.warn(
                    "a new, empty store was made at {}, where an empty file was; if that had been a store,"
                            + " stop the server and restore a backup ('sekisho restore FILE')",
                    file);
        } else if (!traces.isEmpty()) {
            LOGGER.warn(
                    "a new, empty store was made at {}, beside {} of an earlier one; if mail is missing, stop the"
                            + " server and put its file back, or restore a backup ('sekisho restore FILE')",
                    file,
                    traces);
        } else {
            LOGGER.info("a new, empty store was made at {}", file);
        }
    }

    /** Whether the store was new. */
    private static boolean migrate(SqliteWriter writer, Path file) {
        writer.begin();
        try {
            SchemaMigrations.apply(writer.sql(), file.toString());
            boolean made = SqliteFile.mark(writer.sql());
            writer.commit();
            return made;
        } catch (RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    @Override
    public SqlDialect dialect() {
        return SqlDialect.SQLITE;
    }

    @Override
    public <T> T read(UnitOfWork<T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(UnitOfWork<T> work) {
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public <T> CompletableFuture<T> submit(UnitOfWork<T> work) {
        return groupCommit.submit(work);
    }

    @Override
    public CommitTopics commits() {
        return commits;
    }

    @Override
    public StoreNotifications notifications() {
        return StoreNotifications.NONE;
    }

    @Override
    public boolean hasSpace() {
        return freeSpace.isEnough();
    }

    @Override
    public List<String> check() {
        return read(sql -> sql.query("PRAGMA integrity_check(100)", row -> row.text(1)).stream()
                .filter(line -> !line.equals("ok"))
                .map(line -> settings.file() + ": " + line)
                .toList());
    }

    @Override
    public void close() {
        groupCommit.close();
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw SqlDialect.SQLITE.translate("close", e);
        }
    }
}
