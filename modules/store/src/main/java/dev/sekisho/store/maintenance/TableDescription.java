// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as SQLite describes it.
 *
 * @param name its name
 * @param columns its columns, in order
 * @param parents the tables that its rows refer to
 */
record TableDescription(String name, List<Column> columns, Set<String> parents) {
    TableDescription {
        columns = List.copyOf(columns);
        parents = Set.copyOf(parents);
    }

    /** What is kept in a column. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        BYTES;

        static Kind of(String declared) {
            String type = declared.toUpperCase(Locale.ROOT);
            if (type.startsWith("BLOB")) {
                return BYTES;
            }
            if (type.startsWith("BOOL")) {
                return FLAG;
            }
            return type.contains("INT") ? NUMBER : TEXT;
        }
    }

    /** A column. */
    record Column(String name, Kind kind) {}

    /**
     * All tables of a store but the history of its schema and the full-text index, which the other engine computes anew; those that others refer to
     * first.
     */
    static List<TableDescription> all(Sql sqlite) {
        List<TableDescription> left = new ArrayList<>(sqlite
                .query(
                        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                                + " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
                                + " AND name NOT IN ('schema_history', 'body_index') ORDER BY name",
                        row -> row.text(1))
                .stream()
                .map(name -> read(sqlite, name))
                .toList());
        List<TableDescription> ordered = new ArrayList<>();
        Set<String> known = new HashSet<>();
        while (!left.isEmpty()) {
            List<TableDescription> next = left.stream()
                    .filter(table -> known.containsAll(table.parents()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
            ordered.addAll(next);
            next.forEach(table -> known.add(table.name()));
            left.removeAll(next);
        }
        return ordered;
    }

    private static TableDescription read(Sql sqlite, String name) {
        List<Column> columns = sqlite.query(
                "SELECT name, type FROM pragma_table_info(?) ORDER BY cid",
                row -> new Column(row.text(1), Kind.of(row.text(2))),
                name);
        List<String> parents =
                sqlite.query("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)", row -> row.text(1), name);
        return new TableDescription(
                name,
                columns,
                parents.stream().filter(parent -> !parent.equals(name)).collect(Collectors.toSet()));
    }

    String select() {
        return "SELECT " + names() + " FROM " + name;
    }

    String insert() {
        return "INSERT INTO " + name + " (" + names() + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The values of a row, as they are bound again. */
    @Nullable
    Object[] values(ResultRow row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i + 1, columns.get(i).kind());
        }
        return values;
    }

    private static @Nullable Object value(ResultRow row, int column, Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT -> row.textOrNull(column);
            case NUMBER -> row.numberOrNull(column);
            case FLAG -> row.flagOrNull(column);
            case BYTES -> row.bytesOrNull(column);
        };
    }

    /** How many octets a row takes, about. */
    static long octets(@Nullable Object[] values) {
        long octets = 0;
        for (Object value : values) {
            octets += value instanceof byte[] bytes ? bytes.length : value instanceof String text ? text.length() : 8;
        }
        return octets;
    }

    /** A digest of a row, the same on each engine. */
    static long digest(@Nullable Object[] values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object value : values) {
                byte[] bytes = value instanceof byte[] octets
                        ? octets
                        : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(5)
                        .put((byte) (value == null ? 0 : 1))
                        .putInt(bytes.length)
                        .flip());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
