// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Where prepared statements of one connection come from. Not for more than one thread at a time. */
public interface PreparedStatements extends AutoCloseable {

    /** A statement ready to have its parameters set. */
    PreparedStatement prepare(String sql) throws SQLException;

    /** Takes a statement back that has done its work. */
    void release(PreparedStatement statement) throws SQLException;

    /** Takes a statement back that has failed; never throws. */
    void discard(String sql, PreparedStatement statement);

    /** Closes what is of no more use. */
    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(PreparedStatements.class).debug("A failed statement did not close", e);
        }
    }

    @Override
    void close() throws SQLException;

    /** Leaves the keeping to the driver: pgjdbc caches what it parsed by the SQL's text. */
    static PreparedStatements of(Connection connection) {
        return new PreparedStatements() {
            @Override
            public PreparedStatement prepare(String sql) throws SQLException {
                return connection.prepareStatement(sql);
            }

            @Override
            public void release(PreparedStatement statement) throws SQLException {
                statement.close();
            }

            @Override
            public void discard(String sql, PreparedStatement statement) {
                closeQuietly(statement);
            }

            @Override
            public void close() {}
        };
    }

    /** Keeps what was used last: the SQLite driver would compile the SQL anew each time. */
    static PreparedStatements keeping(Connection connection) {
        return new Kept(connection);
    }

    /** The kept statements, the one unused for longest going first. */
    final class Kept implements PreparedStatements {

        private static final int MOST = 256;

        private final Connection connection;
        private final Map<String, PreparedStatement> bySql = new LinkedHashMap<>(64, 0.75f, true);

        private Kept(Connection connection) {
            this.connection = connection;
        }

        @Override
        public PreparedStatement prepare(String sql) throws SQLException {
            PreparedStatement kept = bySql.get(sql);
            if (kept != null) {
                return kept;
            }
            if (bySql.size() >= MOST) {
                String eldest = bySql.keySet().iterator().next();
                try (PreparedStatement gone = bySql.remove(eldest)) {
                    gone.clearParameters();
                }
            }
            PreparedStatement fresh = connection.prepareStatement(sql);
            bySql.put(sql, fresh);
            return fresh;
        }

        /** Lets go of bound values: a body's chunk must not live as long as the statement. */
        @Override
        public void release(PreparedStatement statement) throws SQLException {
            statement.clearParameters();
        }

        /** The SQLite driver has already finalised a statement that met an error: it must not be used again. */
        @Override
        public void discard(String sql, PreparedStatement statement) {
            bySql.remove(sql);
            closeQuietly(statement);
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : bySql.values()) {
                statement.close();
            }
            bySql.clear();
        }
    }
}
