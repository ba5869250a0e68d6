// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import dev.sekisho.store.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The store in one SQLite file: one writing connection behind a {@link GroupCommit}, several reading ones. */
final class SqliteDatabase implements Database {

    private final StoreSettings.Sqlite settings;
    private final WriterConnection writer;
    private final SqliteReaders readers;
    private final GroupCommit groupCommit;
    private final FreeSpace freeSpace;

    private SqliteDatabase(StoreSettings.Sqlite settings, WriterConnection writer, SqliteReaders readers) {
        this.settings = settings;
        this.writer = writer;
        this.readers = readers;
        this.freeSpace = new FreeSpace(settings.file(), settings.reserve());
        this.groupCommit = new GroupCommit(writer, "store-writer");
    }

    static SqliteDatabase open(StoreSettings.Sqlite settings) {
        SqliteFile file = new SqliteFile(settings.file(), settings.lockWait());
        file.prepare();
        WriterConnection writer = file.openWriter();
        try {
            file.recognise(writer.sql());
            migrate(writer, settings.file());
            file.settle();
            return new SqliteDatabase(settings, writer, SqliteReaders.open(file, settings.readers()));
        } catch (RuntimeException e) {
            try {
                writer.close();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw file.refusal(e);
        }
    }

    private static void migrate(WriterConnection writer, Path file) {
        writer.begin();
        try {
            Migrations.apply(writer.sql(), file.toString());
            SqliteFile.mark(writer.sql());
            writer.commit();
        } catch (RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
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
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return groupCommit.submit(work);
    }

    @Override
    public Signals signals() {
        return Signals.NONE;
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
            throw Dialect.SQLITE.translate("close", e);
        }
    }
}
