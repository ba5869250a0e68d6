// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import java.nio.file.Path;

/** The file of the store that the server of a home folder has. */
final class StoreFile {
    private StoreFile() {}

    /**
     * The store's file.
     *
     * @param instead what to do where the store is on PostgreSQL
     * @throws CommandFault if the store is on PostgreSQL
     */
    static Path of(HomeFolder home, String instead) {
        if (CommandStore.settings(home) instanceof DatabaseSettings.Sqlite sqlite) {
            return sqlite.file();
        }
        throw new CommandFault(ExitCodes.FAILED, "the store is on PostgreSQL: " + instead);
    }

    /**
     * The store's file, which holds a database.
     *
     * @throws CommandFault if the store is on PostgreSQL, was not made yet, or is missing beside its log
     */
    static Path existing(HomeFolder home, String instead) {
        Path file = of(home, instead);
        try {
            new SqliteLocation(file).requireDatabase();
            return file;
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        }
    }
}
