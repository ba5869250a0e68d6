// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.PreparedStatements;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of connections that can only read; whoever finds none free waits for one. Not HikariCP: a connection
 * that lives in this process needs no liveness test, and its compiled statements are to stay with it.
 */
final class SqliteReadPool {

    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";

    private static final int LOOK_AGAIN_MILLIS = 500;

    private final List<Reader> all;
    private final LinkedBlockingDeque<Reader> free;
    private volatile boolean closed;

    private SqliteReadPool(List<Reader> all) {
        this.all = all;
        this.free = new LinkedBlockingDeque<>(all);
    }

    static SqliteReadPool open(SqliteFile file, int count) {
        List<Reader> readers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            readers.add(new Reader(file.openReader()));
        }
        return new SqliteReadPool(List.copyOf(readers));
    }

    <T> T read(UnitOfWork<T> work) {
        Reader reader = take();
        try {
            return reader.read(work);
        } finally {
            // The one used last has the warmest caches.
            free.addFirst(reader);
        }
    }

    private Reader take() {
        Reader reader = null;
        while (reader == null) {
            if (closed) {
                throw new StoreUnavailableException("the store is closed", null);
            }
            reader = next();
        }
        return reader;
    }

    private @Nullable Reader next() {
        try {
            return free.pollFirst(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for a connection", e);
        }
    }

    /** Closes each connection once its reader has finished; a reader that waits for one gets an exception. */
    void close() throws SQLException {
        closed = true;
        for (int left = all.size(); left > 0; ) {
            Reader reader = next();
            if (reader != null) {
                reader.close();
                left--;
            }
        }
    }

    private static final class Reader {

        private final Connection connection;
        private final PreparedStatements statements;
        private final Sql sql;

        Reader(Connection connection) {
            this.connection = connection;
            this.statements = PreparedStatements.keeping(connection);
            this.sql = new Sql(statements, SqlDialect.SQLITE);
            sql.execute("PRAGMA query_only = ON");
        }

        <T> T read(UnitOfWork<T> work) {
            sql.execute(BEGIN);
            try {
                return work.run(sql);
            } finally {
                sql.execute(COMMIT);
            }
        }

        void close() throws SQLException {
            statements.close();
            connection.close();
        }
    }
}
