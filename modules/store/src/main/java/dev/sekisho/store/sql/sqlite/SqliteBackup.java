// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.store.sql.PreparedStatements;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.schema.SchemaMigrations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Copies of a SQLite store: made while others write to it, and looked at before they take its place. A copy is one file, without companions,
 * of mode 0600.
 */
public final class SqliteBackup {
    private static final Logger LOGGER = LoggerFactory.getLogger(SqliteBackup.class);
    private static final int PAGES_AT_ONCE = 2_000;
    private static final Duration WAIT = Duration.ofSeconds(10);
    /** Of SQLite's codes, what the primary one is in. */
    private static final int PRIMARY = 0xff;

    private static final String READ_ONLY = "?immutable=1";

    /** Is called with the progress of a copy. */
    @FunctionalInterface
    public interface Progress {

        /** So many of so many pages are copied. */
        void pages(long done, long all);
    }

    private SqliteBackup() {}

    /**
     * Copies a store as it is at one moment, reads the copy through, and only then gives it its name. Others may go on writing.
     *
     * @param to replaced in one step if it is there
     * @throws StoreRefusedException if the store is damaged, or not one of ours; nothing is left at {@code to}
     * @throws StoreFullException if there is no space for it; nothing is left either
     * @throws StoreException if it cannot be written; nothing is left either
     */
    public static void copy(Path from, Path to, Progress progress) {
        new SqliteLocation(from).requireDatabase();
        copy(from, to, to, progress);
    }

    /** {@code named} is what the operator knows it by. */
    private static void copy(Path from, Path to, Path named, Progress progress) {
        Path staged = to.resolveSibling("." + to.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createFile(
                    staged, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                copyPages(from, staged, named, progress);
                oneFile(staged);
                readThrough(
                        staged,
                        from,
                        "; nothing was copied. If 'sekisho store check' finds the same, restore the last"
                                + " backup; if not, the disk of the copy is at fault");
                place(staged, to);
            } finally {
                deleteWithCompanions(staged);
            }
        } catch (IOException e) {
            throw unwritable(named, e);
        } catch (SQLException e) {
            StoreException meaning = SqlDialect.SQLITE.translate("write", e);
            throw meaning instanceof StoreFullException ? full(named, e) : unwritable(named, e);
        }
    }

    private static StoreException unwritable(Path named, Exception cause) {
        FileErrorCause trouble = FileErrorCause.of(cause);
        if (trouble == FileErrorCause.FULL) {
            return full(named, cause);
        }
        return new StoreException(
                named + ": cannot be written (" + cause + "); " + trouble.advice()
                        + ", or name another place; nothing was left",
                cause);
    }

    private static StoreFullException full(Path named, @Nullable Exception cause) {
        return new StoreFullException(
                named
                        + ": its disk has no space for the copy; make some, or name a file on another disk; nothing was left",
                cause);
    }

    /** The open reading transaction keeps the moment: what others commit meanwhile does not make the copy begin again. */
    private static void copyPages(Path from, Path staged, Path named, Progress progress) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(WAIT.toMillis()));
        try (Connection source = SqliteNativeLibrary.connect(config, "jdbc:sqlite:" + from.toAbsolutePath());
                Statement statement = source.createStatement()) {
            statement.execute("BEGIN");
            try (ResultSet schema = statement.executeQuery("SELECT COUNT(*) FROM sqlite_schema")) {
                schema.next();
            }
            int code = source.unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup(
                            "main",
                            staged.toAbsolutePath().toString(),
                            (remaining, all) -> progress.pages(all - remaining, all),
                            0,
                            0,
                            PAGES_AT_ONCE);
            statement.execute("COMMIT");
            if ((code & PRIMARY) == SQLiteErrorCode.SQLITE_FULL.code) {
                throw full(named, null);
            }
            if (code != SQLiteErrorCode.SQLITE_OK.code && code != SQLiteErrorCode.SQLITE_DONE.code) {
                throw new StoreException(
                        from + ": could not be copied to " + named + " (" + SQLiteErrorCode.getErrorCode(code)
                                + "); look at both disks, and run 'sekisho store check'; nothing was left",
                        null);
            }
        } catch (SQLException e) {
            throw new SqliteFile(from, WAIT).refusal(SqlDialect.SQLITE.translate("read", e));
        }
    }

    /** A store is in WAL mode, and would make companions for whoever opens it. */
    private static void oneFile(Path file) throws SQLException {
        try (Connection connection =
                        SqliteNativeLibrary.connect(new SQLiteConfig(), "jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    /**
     * Reads a copy through.
     *
     * @throws StoreRefusedException if it is damaged, not one of ours, or of a newer version; the message says what to do
     */
    public static void verify(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreRefusedException(file + ": there is no such file; name a backup", null);
        }
        if (Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
            throw new StoreRefusedException(
                    file + ": has a companion " + file.getFileName() + "-wal, so it is no backup but a database in use;"
                            + " make a backup of it with 'sekisho backup'",
                    null);
        }
        readThrough(file, file, "; name another backup");
    }

    /** A copy that is at fault is of a store that is: that one is named. */
    private static void readThrough(Path file, Path named, String advice) {
        try (Connection connection = readOnly(file)) {
            Sql sql = new Sql(PreparedStatements.of(connection), SqlDialect.SQLITE);
            if (sql.number("PRAGMA application_id") != SqliteFile.APPLICATION_ID) {
                throw new StoreRefusedException(named + ": is not a store of Sekisho" + advice, null);
            }
            List<String> faults = new ArrayList<>(sql.query("PRAGMA integrity_check(10)", row -> row.text(1)));
            faults.remove("ok");
            if (!faults.isEmpty()) {
                throw new StoreRefusedException(named + ": is damaged: " + String.join("; ", faults) + advice, null);
            }
            SchemaMigrations.requireKnown(sql, named.toString());
        } catch (SQLException e) {
            throw new StoreRefusedException(
                    named + ": is damaged, or no database at all: " + e.getMessage() + advice, e);
        } catch (StoreRefusedException e) {
            throw e;
        } catch (StoreException e) {
            throw new StoreRefusedException(named + ": is damaged, or no store: " + e.getMessage() + advice, e);
        }
    }

    private static Connection readOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return SqliteNativeLibrary.connect(
                config, "jdbc:sqlite:" + file.toAbsolutePath().toUri() + READ_ONLY);
    }

    private static void place(Path staged, Path to) throws IOException {
        try (FileChannel content = FileChannel.open(staged, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        Files.move(staged, to, StandardCopyOption.ATOMIC_MOVE);
        Path directory = to.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /**
     * Puts a backup in the place of a store that nobody has open. What was there before is kept under another name, with its log: a log that
     * stayed would be taken for the backup's.
     *
     * @param kept the name that the former store gets
     * @throws StoreRefusedException if the backup is damaged, not one of ours, or of a newer version; nothing was changed
     */
    public static void restore(Path backup, Path store, Path kept, Progress progress) {
        verify(backup);
        Path staged = store.resolveSibling("." + store.getFileName() + "." + UUID.randomUUID() + ".restored");
        try {
            copy(backup, staged, store, progress);
            if (Files.exists(store)) {
                if (!new SqliteLocation(store).isEmpty()) {
                    foldLog(store);
                }
                // Both names for a moment: there is a database at every moment, so that no start makes an empty one.
                Files.createLink(kept, store);
            }
            moveIfThere(store, kept, "-wal");
            moveIfThere(store, kept, "-journal");
            Files.deleteIfExists(companion(store, "-shm"));
            place(staged, store);
        } catch (IOException e) {
            throw new StoreException(store + ": cannot be replaced: " + e, e);
        } finally {
            deleteWithCompanions(staged);
        }
    }

    /** Brings the log into its database, so that nothing of it is missing should the power fail before the backup is in place. */
    private static void foldLog(Path store) {
        try (Connection connection =
                        SqliteNativeLibrary.connect(new SQLiteConfig(), "jdbc:sqlite:" + store.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOGGER.info(
                    "the write-ahead log of {} cannot be merged into it, and is kept beside it: {}",
                    store,
                    e.getMessage());
        }
    }

    private static void moveIfThere(Path store, Path kept, String suffix) throws IOException {
        if (Files.exists(companion(store, suffix))) {
            Files.move(companion(store, suffix), companion(kept, suffix), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path companion(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** SQLite leaves its journal where it found no space. */
    private static void deleteWithCompanions(Path file) {
        for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(companion(file, suffix));
            } catch (IOException e) {
                throw new StoreException(companion(file, suffix) + ": cannot be removed (" + e + "); remove it", e);
            }
        }
    }
}
