// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a result, its columns counted from 1. Of use only within the {@link Reader} it is given to. */
public final class ResultRow {

    /**
     * Makes a value of a row. It must not run SQL of its own.
     *
     * @param <T> what it makes
     */
    @FunctionalInterface
    public interface Reader<T> {

        /** Reads the columns it needs. */
        T read(ResultRow row) throws SQLException;
    }

    private final ResultSet result;

    ResultRow(ResultSet result) {
        this.result = result;
    }

    /** A text that is not null. */
    public String text(int column) throws SQLException {
        return present(column, result.getString(column));
    }

    /** A text, or null. */
    public @Nullable String textOrNull(int column) throws SQLException {
        return result.getString(column);
    }

    /** A text; empty for null. */
    public Optional<String> optionalText(int column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    /** A number that is not null. */
    public long number(int column) throws SQLException {
        long value = result.getLong(column);
        if (value == 0 && result.wasNull()) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }

    /** A number, or null. */
    public @Nullable Long numberOrNull(int column) throws SQLException {
        long value = result.getLong(column);
        return value == 0 && result.wasNull() ? null : Long.valueOf(value);
    }

    /** A number that is not null and fits an int. */
    public int integer(int column) throws SQLException {
        return Math.toIntExact(number(column));
    }

    /** True or false, not null. */
    public boolean flag(int column) throws SQLException {
        return result.getBoolean(column);
    }

    /** A point in time, kept as milliseconds since 1970. */
    public Instant instant(int column) throws SQLException {
        return Instant.ofEpochMilli(number(column));
    }

    /** Bytes that are not null. */
    public byte[] bytes(int column) throws SQLException {
        return present(column, result.getBytes(column));
    }

    /** True or false, or null. */
    public @Nullable Boolean flagOrNull(int column) throws SQLException {
        boolean value = result.getBoolean(column);
        return result.wasNull() ? null : Boolean.valueOf(value);
    }

    /** Bytes, or null. */
    public byte @Nullable [] bytesOrNull(int column) throws SQLException {
        return result.getBytes(column);
    }

    private static <T> T present(int column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
