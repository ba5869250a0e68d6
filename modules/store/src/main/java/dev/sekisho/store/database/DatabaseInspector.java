// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.PreparedStatements;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.postgresql.PostgresqlConnector;
import dev.sekisho.store.sql.schema.SchemaMigrations;
import dev.sekisho.store.sql.sqlite.SqliteFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;

/**
 * Looks at a database and changes nothing of it: makes no file, takes no step of the schema, and leaves the modes of files as they are. Others
 * may have it open meanwhile. For one thread, and for a moment.
 */
public final class DatabaseInspector {
    private static final String SQLITE_HISTORY =
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_history'";
    private static final String POSTGRESQL_HISTORY =
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_history'";

    private DatabaseInspector() {}

    /** What is done with what is seen. */
    @FunctionalInterface
    public interface Look<T> {
        /**
         * Reads.
         *
         * @param missing how many steps of this version's schema were not taken; empty if no schema was made yet
         */
        T at(Sql sql, OptionalInt missing);
    }

    /**
     * Looks.
     *
     * @throws StoreRefusedException if it cannot be reached or is unreadable, corrupt, another program's, or of a newer version; the message says
     *     what to do
     */
    public static <T> T look(DatabaseSettings settings, Look<T> look) {
        return settings.fold(sqlite -> look(sqlite, look), postgresql -> look(postgresql, look));
    }

    private static <T> T look(DatabaseSettings.Sqlite settings, Look<T> look) {
        SqliteFile file = new SqliteFile(settings.file(), settings.lockWait());
        try (Connection connection = file.openUntouched()) {
            Sql sql = new Sql(PreparedStatements.of(connection), SqlDialect.SQLITE);
            file.recognise(sql);
            return look.at(sql, missing(sql, SQLITE_HISTORY, settings.file().toString()));
        } catch (SQLException e) {
            throw file.refusal(SqlDialect.SQLITE.translate("look", e));
        } catch (RuntimeException e) {
            throw file.refusal(e);
        }
    }

    private static <T> T look(DatabaseSettings.Postgresql settings, Look<T> look) {
        try (HikariDataSource pool = PostgresqlConnector.pool(settings, "look", 1, true);
                Connection connection = pool.getConnection()) {
            Sql sql = new Sql(PreparedStatements.of(connection), SqlDialect.POSTGRESQL);
            return look.at(sql, missing(sql, POSTGRESQL_HISTORY, settings.place()));
        } catch (SQLException e) {
            throw PostgresqlConnector.unusable(settings, SqlDialect.POSTGRESQL.translate("look", e));
        }
    }

    private static OptionalInt missing(Sql sql, String history, String where) {
        return sql.exists(history) ? OptionalInt.of(SchemaMigrations.missing(sql, where)) : OptionalInt.empty();
    }
}
