// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreUncertainException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Finds out whether a transaction was committed whose COMMIT got no answer, as at a restart of the server or when a connection breaks: the
 * server keeps that for every transaction that has written something.
 */
final class CommitOutcome {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final DataSource connections;
    private final Duration patience;

    /**
     * @param connections where to ask, other connections than the one that broke
     * @param patience how long is asked
     */
    CommitOutcome(DataSource connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    /** The number of a transaction; empty if it has written nothing, and so has no outcome. */
    static Optional<Long> number(Sql sql) {
        return sql.first("SELECT COALESCE(txid_current_if_assigned(), 0)", row -> row.number(1))
                .filter(number -> number != 0);
    }

    /** Whether an error of COMMIT leaves its end open: the server has not refused it, the connection is gone. */
    static boolean isOpenAfter(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08") || state.startsWith("57P");
    }

    /**
     * Whether a transaction was committed. Blocks.
     *
     * @throws StoreUncertainException if the server does not say so in time
     */
    boolean wasCommitted(long number) {
        long end = System.nanoTime() + patience.toNanos();
        SQLException last = null;
        do {
            try {
                Optional<Boolean> known = ask(number);
                if (known.isPresent()) {
                    return known.get();
                }
            } catch (SQLException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        } while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted());
        throw new StoreUncertainException(
                "the connection to the database server ended at a commit, and the server does not say within "
                        + patience.toSeconds() + " s whether it was committed",
                last);
    }

    /** Empty while the server is still at it. */
    private Optional<Boolean> ask(long number) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT txid_status(?)")) {
            statement.setLong(1, number);
            try (ResultSet status = statement.executeQuery()) {
                String said = status.next() ? status.getString(1) : null;
                return said == null || said.equals("in progress")
                        ? Optional.empty()
                        : Optional.of(said.equals("committed"));
            }
        }
    }
}
