// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves all that a SQLite store holds to an empty PostgreSQL one: in one transaction, so that all of it is there at the end or nothing. What arrived is read back and compared
 * before the commit. Nobody else may write to either meanwhile.
 */
public final class StoreMigration {

    private static final int MOST_ROWS = 500;
    private static final long MOST_OCTETS = 4L << 20;
    /** So that a table is read back row by row, not whole into memory. */
    private static final String BY_PORTIONS = "defaultRowFetchSize=50";

    private final Database from;
    private final Progress progress;

    /** Is called with the progress of a migration. */
    @FunctionalInterface
    public interface Progress {

        /** So many of so many rows of a table are done. */
        void rows(String doing, String table, long done, long all);
    }

    /**
     * What was moved.
     *
     * @param rows how many rows of each table, in the order of the move
     */
    public record Moved(Map<String, Long> rows) {}

    private StoreMigration(Database from, Progress progress) {
        this.from = from;
        this.progress = progress;
    }

    /**
     * Moves a store.
     *
     * @throws StoreRefusedException if a store cannot be opened, the target is not empty, or what arrived is not what was sent; the target is as it was
     * @throws StoreException if a database fails; the target is as it was
     */
    public static Moved move(DatabaseSettings.Sqlite source, DatabaseSettings.Postgresql target, Progress progress) {
        String url = target.url() + (target.url().contains("?") ? "&" : "?") + BY_PORTIONS;
        DatabaseSettings.Postgresql portioned = new DatabaseSettings.Postgresql(
                url, target.user(), target.password(), target.connections(), target.connectionWait());
        try (Database from = DatabaseOpener.open(source);
                Database to = DatabaseOpener.open(portioned)) {
            List<TableDescription> tables = from.read(TableDescription::all);
            Map<String, TableDigest> unused = TableDigest.ofUnused(tables);
            return to.writePatiently(sql -> new StoreMigration(from, progress).move(tables, unused, sql));
        }
    }

    private Moved move(List<TableDescription> tables, Map<String, TableDigest> unused, Sql to) {
        tables.forEach(table -> requireUnused(table, unused, to));
        // What the steps of the schema have put there comes again with the rest.
        for (int i = tables.size() - 1; i >= 0; i--) {
            to.update("DELETE FROM " + tables.get(i).name());
        }
        return from.read(source -> {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (TableDescription table : tables) {
                TableDigest sent =
                        new Copying(table, source.number("SELECT COUNT(*) FROM " + table.name()), to).run(source);
                compare(table, sent, to);
                rows.put(table.name(), sent.rows());
            }
            sequences(source, to);
            return new Moved(rows);
        });
    }

    private static void requireUnused(TableDescription table, Map<String, TableDigest> unused, Sql to) {
        TableDigest made = Objects.requireNonNull(unused.get(table.name()));
        boolean more = to.exists("SELECT 1 FROM " + table.name() + " OFFSET " + made.rows());
        if (more || !TableDigest.of(to, table).is(made)) {
            throw new StoreRefusedException(
                    "the target is not empty: its table " + table.name()
                            + " has rows; name an empty database (or drop and make this one anew)",
                    null);
        }
    }

    private final class Copying {
        private final TableDescription table;
        private final long all;
        private final Sql to;
        private final TableDigest sum = new TableDigest();
        private final List<@Nullable Object[]> batch = new ArrayList<>();
        private long octets;

        Copying(TableDescription table, long all, Sql to) {
            this.table = table;
            this.all = all;
            this.to = to;
        }

        TableDigest run(Sql source) {
            source.forEach(table.select(), table::values, this::take);
            send();
            return sum;
        }

        private void take(@Nullable Object[] values) {
            batch.add(values);
            octets += TableDescription.octets(values);
            sum.add(values);
            if (batch.size() >= MOST_ROWS || octets >= MOST_OCTETS) {
                send();
            }
        }

        private void send() {
            to.updateAll(table.insert(), batch);
            batch.clear();
            octets = 0;
            progress.rows("copying", table.name(), sum.rows(), all);
        }
    }

    private void compare(TableDescription table, TableDigest sent, Sql to) {
        TableDigest arrived = new TableDigest();
        to.forEach(table.select(), table::values, values -> {
            arrived.add(values);
            if (arrived.rows() % MOST_ROWS == 0) {
                progress.rows("comparing", table.name(), arrived.rows(), sent.rows());
            }
        });
        if (!arrived.is(sent)) {
            throw new StoreRefusedException(
                    "table " + table.name() + ": " + sent.rows() + " rows were sent and " + arrived.rows()
                            + " have arrived, or they differ; nothing was kept",
                    null);
        }
    }

    /** What was given out once is never given out again, on either engine. */
    private static void sequences(Sql source, Sql to) {
        record Given(String table, long last) {}
        source.query("SELECT name, seq FROM sqlite_sequence", row -> new Given(row.text(1), row.number(2)))
                .forEach(given -> to.query(
                        "SELECT setval(pg_get_serial_sequence(?, 'id'), ?)",
                        row -> row.number(1),
                        given.table(),
                        Math.max(1, given.last())));
    }
}
