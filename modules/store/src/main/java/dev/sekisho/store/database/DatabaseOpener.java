// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.database;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.postgresql.PostgresqlDatabase;
import dev.sekisho.store.sql.sqlite.SqliteDatabase;

/** Opens databases, of either engine. */
public final class DatabaseOpener {
    private DatabaseOpener() {}

    /**
     * Opens the database, brings its schema up to this version.
     *
     * @throws StoreRefusedException if it is unreadable, corrupt, another program's, or of a newer version; the message
     *     says what to do
     */
    public static Database open(DatabaseSettings settings) {
        return settings.fold(SqliteDatabase::open, PostgresqlDatabase::open);
    }

    /** Makes a database in a file that is removed again. */
    public static Database openTemporary(DatabaseSettings.Sqlite settings) {
        return SqliteDatabase.openTemporary(settings);
    }
}
