// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.PreparedStatements;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing connection to SQLite. Transactions are begun and ended in SQL, with the driver in its autocommit mode: the
 * driver's own {@code commit()} would begin the next transaction at once. For the writer's thread only.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqliteWriter.class);

    private final Connection connection;
    private final PreparedStatements statements;
    private final Sql sql;

    SqliteWriter(Connection connection) {
        this.connection = connection;
        this.statements = PreparedStatements.keeping(connection);
        this.sql = new Sql(statements, SqlDialect.SQLITE);
    }

    Sql sql() {
        return sql;
    }

    /** Takes the write lock, waiting for other processes as long as configured. */
    void begin() {
        sql.execute("BEGIN IMMEDIATE");
    }

    void commit() {
        sql.execute("COMMIT");
    }

    void savepoint() {
        sql.execute("SAVEPOINT unit");
    }

    void release() {
        sql.execute("RELEASE unit");
    }

    /**
     * Undoes one unit.
     *
     * @throws StoreException if SQLite has already undone the whole transaction, as it may on a full disk
     */
    void rollbackToSavepoint(Throwable cause) {
        try {
            sql.execute("ROLLBACK TO unit");
            sql.execute("RELEASE unit");
        } catch (StoreException e) {
            if (cause instanceof StoreException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Undoes everything. Where SQLite has done so by itself there is nothing left to do. */
    void rollback() {
        try {
            sql.execute("ROLLBACK");
        } catch (StoreException e) {
            LOGGER.debug("Nothing to roll back", e);
        }
    }

    @Override
    public void close() throws SQLException {
        statements.close();
        connection.close();
    }
}
