// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.Home;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;

/** Opens the store for one command. */
public final class OpenedStore {
    private OpenedStore() {}

    /**
     * Does something with the store.
     *
     * @throws CommandFault if the store cannot be opened, or fails
     */
    public static <T> T with(Home home, Function<Store, T> work) {
        home.conf();
        try {
            Files.createDirectories(home.database().getParent());
            try (Store store = Store.open(StoreSettings.Sqlite.at(home.database()))) {
                return work.apply(store);
            }
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED, "the folder of " + home.database() + " cannot be made: " + e.getMessage());
        }
    }
}
