// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many rows were seen, and the sum of their digests: the same for the same rows in any order, on either engine. For one thread. */
final class TableDigest {

    private long rows;
    private long digests;

    /** All rows of a table. */
    static TableDigest of(Sql sql, TableDescription table) {
        TableDigest sum = new TableDigest();
        sql.forEach(table.select(), table::values, sum::add);
        return sum;
    }

    /** The rows that the steps of the schema themselves put into tables, in a store that nobody has used yet. */
    static Map<String, TableDigest> ofUnused(List<TableDescription> tables) {
        try {
            Path folder = Files.createTempDirectory("sekisho-unused");
            try (Database unused = DatabaseOpener.open(DatabaseSettings.Sqlite.at(folder.resolve("unused.db")))) {
                return unused.read(sql -> {
                    Map<String, TableDigest> sums = new LinkedHashMap<>();
                    tables.forEach(table -> sums.put(table.name(), of(sql, table)));
                    return sums;
                });
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new StoreException("no folder for temporary files can be used: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    void add(@Nullable Object[] values) {
        rows++;
        digests += TableDescription.digest(values);
    }

    long rows() {
        return rows;
    }

    boolean is(TableDigest other) {
        return rows == other.rows && digests == other.digests;
    }
}
