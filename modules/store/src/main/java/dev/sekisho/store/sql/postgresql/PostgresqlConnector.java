// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreRefusedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * How a PostgreSQL server is connected to, and how long is waited for it. A host that loses its power, or a firewall that drops what it let
 * pass before, sends nothing: without a limit, an operation on the connection would wait without end. A parameter of the URL takes precedence over the settings here.
 */
public final class PostgresqlConnector {

    /**
     * An answer that takes longer does not come: then the connection is given up. Units take milliseconds; what may take minutes is run
     * {@linkplain Database#writePatiently patiently}.
     */
    static final Duration ANSWER = Duration.ofSeconds(30);

    /** So long a connection may take to be made, and to be let in. */
    private static final Duration LOGIN = Duration.ofSeconds(10);

    /** So long a connection that rested is asked whether it still lives. Several in a row may not: they must not use the wait up. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    /**
     * A transaction whose node says nothing for so long is ended by the server: a node that hangs, or is cut off from the network, would keep
     * the others from the rows it has locked. Less than the lease of a node, and than the wait for a connection: who waits for one because all
     * of them wait for such a row still gets it.
     */
    private static final Duration TRANSACTION_MAY_HANG = Duration.ofSeconds(8);

    /**
     * So long a unit waits for a row that another has locked, then it fails in passing: its connection is for others. Less than
     * {@link #TRANSACTION_MAY_HANG}, so that when a hanging node has lost a row, what else of that node waited for it does so no more, and cannot
     * get it and keep it as long again.
     */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(4);

    /** As {@link #TRANSACTION_MAY_HANG}, for what is run patiently: a command may be stopped by its terminal for a while. */
    private static final Duration PATIENT_ONE_MAY_HANG = Duration.ofMinutes(10);

    private PostgresqlConnector() {}

    /** A pool, with one connection made already. */
    public static HikariDataSource pool(DatabaseSettings.Postgresql settings, String name, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-" + name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionInitSql("SET SESSION CHARACTERISTICS AS TRANSACTION "
                + (readOnly ? "READ ONLY" : "READ WRITE") + "; SET idle_in_transaction_session_timeout = "
                + TRANSACTION_MAY_HANG.toMillis() + "; SET lock_timeout = " + LOCK_WAIT.toMillis());
        config.setConnectionTimeout(Math.max(250, settings.connectionWait().toMillis()));
        config.setValidationTimeout(SIGN_OF_LIFE.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setDataSourceProperties(parameters());
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw unusable(settings, e);
        }
    }

    /** A connection of its own, in no pool. */
    static Connection single(DatabaseSettings.Postgresql settings) throws SQLException {
        Properties parameters = parameters();
        PGProperty.USER.set(parameters, settings.user());
        PGProperty.PASSWORD.set(parameters, settings.password());
        return DriverManager.getConnection(settings.url(), parameters);
    }

    private static Properties parameters() {
        Properties parameters = new Properties();
        PGProperty.APPLICATION_NAME.set(parameters, "sekisho");
        PGProperty.TCP_KEEP_ALIVE.set(parameters, true);
        PGProperty.SOCKET_FACTORY.set(parameters, PostgresqlSocketFactory.class.getName());
        PGProperty.SOCKET_TIMEOUT.set(parameters, (int) ANSWER.toSeconds());
        PGProperty.CONNECT_TIMEOUT.set(parameters, (int) LOGIN.toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(parameters, (int) LOGIN.toSeconds());
        return parameters;
    }

    /** Until the end of this unit it waits for the others, and they for it. */
    static void waitForOthers(Sql sql) {
        sql.update("SET LOCAL lock_timeout = 0");
        sql.update("SET LOCAL idle_in_transaction_session_timeout = " + PATIENT_ONE_MAY_HANG.toMillis());
    }

    public static StoreRefusedException unusable(DatabaseSettings.Postgresql settings, RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new StoreRefusedException(
                settings.place() + ": the database cannot be used by " + settings.user() + " (" + cause.getMessage()
                        + "); check that the server runs, and that the database, the user and its password are right",
                e);
    }
}
