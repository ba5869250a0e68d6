// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database file itself: its place, mode and mark, how connections to it are set, and why it is refused. */
public final class SqliteFile {

    /** "Seki" in the file's header (https://www.sqlite.org/pragma.html#pragma_application_id). */
    static final long APPLICATION_ID = 0x53656b69;

    /** Up to this size a file is read through at every start; above, {@link Database#check} is the way. */
    private static final long CHECKED_AT_START = 32L << 20;

    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Duration lockWait;

    public SqliteFile(Path file, Duration lockWait) {
        this.file = file.toAbsolutePath();
        this.lockWait = lockWait;
    }

    /**
     * Makes the file where there is none; takes others' access to it away.
     *
     * @throws StoreRefusedException if its log is there without it, or it cannot be used
     */
    void prepare() {
        new SqliteLocation(file).refuseStrayLog();
        try {
            Path directory = file.getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            createIfAbsent();
            refuseFurtherNames();
            if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
                throw new StoreRefusedException(
                        file + ": found a file that this user cannot read and write; "
                                + (Files.isRegularFile(file)
                                        ? WriteAccess.trouble(file)
                                                .orElse(FileErrorCause.NOT_ALLOWED)
                                                .advice()
                                        : "make it a regular file of the user that runs Sekisho, mode 0600"),
                        null);
            }
            if (!Files.getPosixFilePermissions(file).equals(MODE)) {
                Files.setPosixFilePermissions(file, MODE);
            }
        } catch (IOException e) {
            throw new StoreRefusedException(
                    file + ": the database cannot be made or opened (" + e + "); "
                            + FileErrorCause.of(e).advice(),
                    e);
        }
    }

    /**
     * A server keeps others from its folder, not from a file that another folder has too; and SQLite keeps the log of a file beside the
     * name that it was opened by.
     */
    private void refuseFurtherNames() throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new StoreRefusedException(
                    file + ": found a symbolic link to " + Files.readSymbolicLink(file)
                            + ", whose server would not know of this one; move the file itself here, or make the"
                            + " whole folder a link",
                    null);
        }
        if (Files.isRegularFile(file) && Files.getAttribute(file, "unix:nlink") instanceof Integer names && names > 1) {
            throw new StoreRefusedException(
                    file + ": found a file of " + names + " names (hard links), by which two servers would damage it;"
                            + " keep one and remove the others",
                    null);
        }
    }

    private void createIfAbsent() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
        } catch (FileAlreadyExistsException e) {
            // Another process, or an earlier run, has made it.
        }
    }

    SqliteWriter openWriter() {
        SQLiteConfig config = settings();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Long.toString(64L << 20));
        config.setCacheSize(-32 * 1024);
        return new SqliteWriter(open(config));
    }

    Connection openReader() {
        SQLiteConfig config = settings();
        config.setCacheSize(-4 * 1024);
        return open(config);
    }

    /**
     * Opens it only to look, and leaves no trace. Without a log nobody has it open, and looking as if it could not change
     * has none made.
     */
    public Connection openUntouched() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(lockWait.toMillis()));
        boolean inUse = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return open(config, inUse ? file.toString() : file.toUri() + "?immutable=1");
    }

    private SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(Math.toIntExact(lockWait.toMillis()));
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }

    private Connection open(SQLiteConfig config) {
        return open(config, file.toString());
    }

    private Connection open(SQLiteConfig config, String name) {
        try {
            return SqliteNativeLibrary.connect(config, "jdbc:sqlite:" + name);
        } catch (SQLException e) {
            throw refusal(SqlDialect.SQLITE.translate("open", e));
        }
    }

    /** Refuses what is damaged, and what is not a store of ours. */
    public void recognise(Sql sql) {
        long id = sql.number("PRAGMA application_id");
        boolean empty = sql.number("SELECT COUNT(*) FROM sqlite_schema") == 0;
        if (id != APPLICATION_ID && !(id == 0 && empty)) {
            throw new StoreRefusedException(
                    file + ": found the SQLite database of another program (application_id " + id
                            + "), expected one of Sekisho; name another file in the store's settings",
                    null);
        }
        if (size() <= CHECKED_AT_START) {
            List<String> faults = sql.query("PRAGMA quick_check(1)", row -> row.text(1));
            if (!faults.equals(List.of("ok"))) {
                throw corrupt(String.join("; ", faults), null);
            }
        }
    }

    /** Marks it as a store of ours; false if it was one already. */
    static boolean mark(Sql sql) {
        boolean made = sql.number("PRAGMA application_id") != APPLICATION_ID;
        if (made) {
            sql.update("PRAGMA application_id = " + APPLICATION_ID);
        }
        return made;
    }

    /** Makes the names of the file and of its write-ahead log durable: SQLite itself does not for the log. */
    void settle() {
        Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new StoreRefusedException(directory + ": cannot be synchronised with the disk (" + e + ")", e);
        }
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new StoreException("cannot ask for the size of " + file, e);
        }
    }

    /** What an exception at the start means to the operator. */
    public RuntimeException refusal(RuntimeException e) {
        if (e instanceof StoreRefusedException) {
            return e;
        }
        if (e instanceof StoreFullException) {
            return new StoreFullException(
                    file + ": its disk is full, and SQLite needs some room beside it to open it; make room there", e);
        }
        if (e.getCause() instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            int primary = code.code & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_NOTADB.code || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
                return corrupt(code.message, e);
            }
            if (e instanceof StoreUnavailableException) {
                return new StoreRefusedException(
                        file + ": another process has been writing for longer than " + lockWait
                                + "; end it, or wait for it, then start again",
                        e);
            }
            return new StoreRefusedException(
                    file + ": cannot be opened (" + sqlite.getMessage() + "); "
                            + WriteAccess.trouble(file)
                                    .map(FileErrorCause::advice)
                                    .orElse(
                                            "check the disk, and the owner and mode of the file and of its -wal and -shm"
                                                    + " companions"),
                    e);
        }
        return e;
    }

    private StoreRefusedException corrupt(String found, @Nullable Throwable cause) {
        return new StoreRefusedException(
                file + ": found a damaged file or no database at all (" + found
                        + "); nothing was changed. Move the file and its -wal and -shm companions away together,"
                        + " and put the last backup in their place; what can be saved of a damaged file,"
                        + " the .recover command of Debian's sqlite3 saves",
                cause);
    }
}
