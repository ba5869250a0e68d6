// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks SQL within one unit of {@link UnitOfWork}. Parameters stand for the question marks in order and may be a {@link
 * String}, {@link Long}, {@link Integer}, {@link Boolean}, {@link Instant} (kept as milliseconds), {@code byte[]} or null.
 *
 * <p>Every method throws a {@link StoreException}; on PostgreSQL the unit cannot go on after one, so do not catch it:
 * ask for {@code ON CONFLICT DO NOTHING} and look at the count.
 */
public final class Sql {

    private final PreparedStatements statements;
    private final SqlDialect dialect;
    private final Map<String, Long> announced = new HashMap<>();

    public Sql(PreparedStatements statements, SqlDialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
    }

    /** The same connection for another unit, which has announced nothing yet. */
    public Sql forNextUnit() {
        return new Sql(statements, dialect);
    }

    /**
     * Has this process and the other nodes told that something has changed, when this unit is durable; not at all if it is undone.
     *
     * @param topic a word of letters, digits and hyphens
     * @param number what this process is told with it; of several for one topic the highest
     */
    public void announce(String topic, long number) {
        announced.merge(topic, number, Math::max);
    }

    /** What was announced so far. */
    public Map<String, Long> announced() {
        return announced;
    }

    /** Which engine listens; for the few statements that differ. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** All rows, in the order of the query. */
    public <T> List<T> query(String sql, ResultRow.Reader<T> reader, @Nullable Object... parameters) {
        List<T> rows = new ArrayList<>();
        forEach(sql, reader, rows::add, parameters);
        return rows;
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(String sql, ResultRow.Reader<T> reader, @Nullable Object... parameters) {
        List<T> rows = query(sql, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** The number in the first column of the only row. */
    public long number(String sql, @Nullable Object... parameters) {
        return first(sql, row -> row.number(1), parameters)
                .orElseThrow(() -> new StoreException("no row where one was expected: " + sql, null));
    }

    /** Whether the query has a row at all. */
    public boolean exists(String sql, @Nullable Object... parameters) {
        return first(sql, row -> true, parameters).isPresent();
    }

    /** Hands on each row without keeping any. {@code action} must not run SQL of this unit. */
    public <T> void forEach(
            String sql, ResultRow.Reader<T> reader, Consumer<? super T> action, @Nullable Object... parameters) {
        execute(sql, statement -> {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                ResultRow row = new ResultRow(result);
                while (result.next()) {
                    action.accept(reader.read(row));
                }
            }
            return true;
        });
    }

    /** Inserts, updates or deletes. @return how many rows were touched */
    public int update(String sql, @Nullable Object... parameters) {
        return execute(sql, statement -> {
            bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** The same statement for each list of parameters, sent together where the engine is far away. */
    public void updateAll(String sql, List<@Nullable Object[]> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        execute(sql, statement -> {
            for (@Nullable Object[] each : parameters) {
                bind(statement, each);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        });
    }

    /** Runs an INSERT that ends with {@code RETURNING id}. @return that id */
    public long insert(String sql, @Nullable Object... parameters) {
        return number(sql, parameters);
    }

    /** Runs a statement that neither has parameters nor yields rows. */
    public void execute(String sql) {
        execute(sql, PreparedStatement::execute);
    }

    private <T> T execute(String sql, Use<T> use) {
        try {
            PreparedStatement statement = statements.prepare(sql);
            try {
                T value = use.of(statement);
                statements.release(statement);
                return value;
            } catch (Throwable e) {
                statements.discard(sql, statement);
                throw e;
            }
        } catch (SQLException e) {
            throw dialect.translate(sql, e);
        }
    }

    /** What is done with a prepared statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Instant instant) {
            statement.setLong(index, instant.toEpochMilli());
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(index, flag);
        } else if (value == null) {
            statement.setObject(index, null);
        } else {
            throw new IllegalArgumentException(
                    "cannot bind a " + value.getClass().getName());
        }
    }
}
