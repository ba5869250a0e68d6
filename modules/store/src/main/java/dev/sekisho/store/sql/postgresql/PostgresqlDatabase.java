// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import dev.sekisho.store.sql.CommitTopics;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.PreparedStatements;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.UnitOfWork;
import dev.sekisho.store.sql.schema.SchemaMigrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The store on a PostgreSQL server: pooled connections, one transaction for each unit. */
public final class PostgresqlDatabase implements Database {

    /** So often a unit is run when the server asks for a repetition (deadlock, serialization failure). */
    private static final int MOST_RUNS = 8;

    /** Held while the schema is brought up to date, so that nodes started together do it one after the other. */
    private static final long MIGRATION_LOCK = 0x53656b69736868L;

    /** How long is asked after a commit whose answer was lost: longer than a restart of the server takes. */
    private static final Duration OUTCOME_WAIT = Duration.ofSeconds(10);

    /** A pool each, so that a reader never waits for a writer that waits for a reader. */
    private final HikariDataSource readers;

    private final HikariDataSource writers;
    private final ExecutorService submitted;
    private final PostgresqlNotifications signals;
    private final CommitTopics commits = new CommitTopics();
    private final CommitOutcome outcomes;

    private PostgresqlDatabase(
            DatabaseSettings.Postgresql settings, HikariDataSource readers, HikariDataSource writers, int threads) {
        this.signals = new PostgresqlNotifications(settings, this::write);
        this.readers = readers;
        this.writers = writers;
        this.outcomes = new CommitOutcome(readers, OUTCOME_WAIT);
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "store-writer-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        this.submitted = executor;
    }

    public static PostgresqlDatabase open(DatabaseSettings.Postgresql settings) {
        int each = settings.connections() / 2;
        HikariDataSource readers = PostgresqlConnector.pool(settings, "readers", each, true);
        HikariDataSource writers;
        try {
            writers = PostgresqlConnector.pool(settings, "writers", each, false);
        } catch (RuntimeException e) {
            readers.close();
            throw e;
        }
        PostgresqlDatabase database = new PostgresqlDatabase(settings, readers, writers, each);
        try {
            database.read(sql -> {
                requireDurability(sql, settings.place());
                return true;
            });
            database.writePatiently(sql -> {
                sql.query("SELECT pg_advisory_xact_lock(?)", row -> true, MIGRATION_LOCK);
                SchemaMigrations.apply(sql, settings.place());
                return true;
            });
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e instanceof StoreRefusedException ? e : PostgresqlConnector.unusable(settings, e);
        }
    }

    /** A 250 promises that the message survives a power cut; a server that does not wait for its disk breaks it. */
    private static void requireDurability(Sql sql, String url) {
        List<String> off = sql.query(
                "SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'",
                row -> row.text(1));
        if (!off.isEmpty()) {
            throw new StoreRefusedException(
                    url + ": found the server's settings " + String.join(", ", off)
                            + " off, expected on: accepted mail would be lost in a power failure;"
                            + " set them on in postgresql.conf (or for this user and database) and reload",
                    null);
        }
    }

    @Override
    public SqlDialect dialect() {
        return SqlDialect.POSTGRESQL;
    }

    @Override
    public <T> T read(UnitOfWork<T> work) {
        return read(work, connection -> {});
    }

    @Override
    public <T> T readPatiently(UnitOfWork<T> work) {
        return read(work, PostgresqlDatabase::waitForAnyAnswer);
    }

    private <T> T read(UnitOfWork<T> work, Preparation preparation) {
        try (Connection connection = readers.getConnection()) {
            preparation.of(connection);
            return work.run(new Sql(PreparedStatements.of(connection), SqlDialect.POSTGRESQL));
        } catch (SQLException e) {
            throw noConnection(readers, "read", e);
        }
    }

    /** What is done with a connection before a unit is run on it. */
    @FunctionalInterface
    private interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    /** Until the connection goes back to its pool. A peer that has gone is still found out, by keep-alive. */
    private static void waitForAnyAnswer(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    private static StoreException noConnection(HikariDataSource pool, String doing, SQLException e) {
        return pool.isClosed()
                ? new StoreUnavailableException("the store is closed", e)
                : SqlDialect.POSTGRESQL.translate(doing, e);
    }

    @Override
    public <T> T write(UnitOfWork<T> work) {
        return write(work, connection -> {});
    }

    @Override
    public <T> T writePatiently(UnitOfWork<T> work) {
        return write(
                sql -> {
                    PostgresqlConnector.waitForOthers(sql);
                    return work.run(sql);
                },
                PostgresqlDatabase::waitForAnyAnswer);
    }

    private <T> T write(UnitOfWork<T> work, Preparation preparation) {
        for (int run = 1; ; run++) {
            try (Connection connection = writers.getConnection()) {
                preparation.of(connection);
                return transaction(connection, work);
            } catch (SQLException e) {
                throw noConnection(writers, "write", e);
            } catch (StoreException e) {
                boolean again = e.getCause() instanceof SQLException cause
                        && SqlDialect.POSTGRESQL.isWorthRepeating(cause)
                        && run < MOST_RUNS;
                if (!again) {
                    throw e;
                }
            }
        }
    }

    private <T> T transaction(Connection connection, UnitOfWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql sql = new Sql(PreparedStatements.of(connection), SqlDialect.POSTGRESQL);
            T value = work.run(sql);
            commit(connection, CommitOutcome.number(sql));
            sql.announced().keySet().forEach(signals::send);
            commits.tell(sql.announced());
            return value;
        } catch (SQLException e) {
            rollback(connection, e);
            throw SqlDialect.POSTGRESQL.translate("commit", e);
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** @param number the transaction's; empty if nothing is lost with it */
    private void commit(Connection connection, Optional<Long> number) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            boolean open = number.isPresent() && CommitOutcome.isOpenAfter(e);
            if (!open || !outcomes.wasCommitted(number.get())) {
                throw e;
            }
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public <T> CompletableFuture<T> submit(UnitOfWork<T> work) {
        return CompletableFuture.supplyAsync(() -> write(work), submitted);
    }

    @Override
    public CommitTopics commits() {
        return commits;
    }

    @Override
    public StoreNotifications notifications() {
        return signals;
    }

    @Override
    public boolean hasSpace() {
        return true;
    }

    /** Reads every table through; PostgreSQL says itself which page it cannot read. */
    @Override
    public List<String> check() {
        return readPatiently(sql -> sql.query(
                        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", row -> row.text(1)))
                .stream()
                .flatMap(table -> checkTable(table).stream())
                .toList();
    }

    private List<String> checkTable(String table) {
        try {
            readPatiently(
                    sql -> sql.number("SELECT COUNT(*) FROM (SELECT * FROM \"" + table + "\" OFFSET 0) AS all_rows"));
            return List.of();
        } catch (StoreException e) {
            return List.of(table + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        signals.close();
        submitted.shutdown();
        boolean interrupted = false;
        try {
            if (!submitted.awaitTermination(30, TimeUnit.SECONDS)) {
                submitted.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        readers.close();
        writers.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
