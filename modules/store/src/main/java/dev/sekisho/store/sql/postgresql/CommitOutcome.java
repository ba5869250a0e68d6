// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreUncertainException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;

/**
 * Finds out whether a transaction was committed whose COMMIT got no answer, as at a restart of the server or when a connection breaks: it was if the mark
 * is there that it has made last. The number of a transaction does not tell: a server that has crashed gives numbers out again of which its log on disk knows
 * nothing, so that the status of a lost transaction would be that of another one.
 */
final class CommitOutcome {
    /** Long after the last question about a mark. */
    private static final String FORGET =
            "DELETE FROM commit_marks WHERE made < clock_timestamp() - INTERVAL '10 minutes'";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Of this process; a beginning of its own keeps those of others apart. */
    private static final AtomicLong MARKS = new AtomicLong(new SecureRandom().nextLong());

    private final DataSource connections;
    private final Duration patience;

    /**
     * What is known of a transaction before its end.
     *
     * @param mark what it leaves
     * @param number its number on the server
     */
    record Mark(long mark, long number) {}

    /**
     * @param connections where to ask, other connections than the one that broke
     * @param patience how long is asked
     */
    CommitOutcome(DataSource connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    /** Marks a transaction, as the last thing before its COMMIT; empty if it has written nothing, and so has no outcome. */
    static Optional<Mark> mark(Sql sql) {
        long mark = MARKS.incrementAndGet();
        return sql.first(
                "INSERT INTO commit_marks (mark) SELECT ? WHERE txid_current_if_assigned() IS NOT NULL RETURNING txid_current()",
                row -> new Mark(mark, row.number(1)),
                mark);
    }

    /** Removes marks that nobody will ask for any more. @return how many */
    static int forget(Sql sql) {
        return sql.update(FORGET);
    }

    /** Whether an error of COMMIT leaves its end open: the server has not refused it, the connection is gone. */
    static boolean isOpenAfter(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /**
     * Whether a transaction was committed. Blocks.
     *
     * @throws StoreUncertainException if the server does not say so in time
     */
    boolean wasCommitted(Mark mark) {
        long end = System.nanoTime() + patience.toNanos();
        SQLException last = null;
        do {
            try {
                Optional<Boolean> known = ask(mark);
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

    /** Empty while the server is still at it. The mark is looked for afterwards, by a statement of its own, which sees what was committed before it. */
    private Optional<Boolean> ask(Mark mark) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return isInProgress(connection, mark.number())
                    ? Optional.empty()
                    : Optional.of(isThere(connection, mark.mark()));
        }
    }

    private static boolean isInProgress(Connection connection, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT txid_status(?)")) {
            statement.setLong(1, number);
            try (ResultSet status = statement.executeQuery()) {
                return status.next() && "in progress".equals(status.getString(1));
            }
        } catch (SQLException e) {
            // A number that was not given out yet: the server has crashed.
            if (state(e).equals(PSQLState.INVALID_PARAMETER_VALUE.getState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isThere(Connection connection, long mark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM commit_marks WHERE mark = ?")) {
            statement.setLong(1, mark);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
