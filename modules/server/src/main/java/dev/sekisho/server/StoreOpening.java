// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.Machine;
import dev.sekisho.config.PasswordSource;
import dev.sekisho.config.StoreConfiguration;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import dev.sekisho.store.sql.PassingFailures;
import dev.sekisho.store.sql.SqlitePlace;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the configuration names. */
final class StoreOpening {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreOpening.class);

    private StoreOpening() {}

    /** Warns of a store that is not there, in a folder whose key is of an earlier start: it may have been lost. */
    static void tellOfMissing(StoreConfiguration configuration, Home home) {
        SqlitePlace place = new SqlitePlace(home.database());
        if (configuration instanceof StoreConfiguration.OwnFile
                && place.isEmpty()
                && place.strayLog().isEmpty()
                && Files.exists(home.key())) {
            LOGGER.warn(
                    "there is no store at {}, though {} is of an earlier start: a new, empty one is made. Where a server"
                            + " ran before, stop this one and put the file back, or restore a backup ('sekisho restore"
                            + " FILE')",
                    home.database(),
                    home.key());
        }
    }

    /**
     * Opens it.
     *
     * @param file where the SQLite file is, if it is that
     * @throws StartRefused if it cannot be used, with what to do
     */
    static Store open(StoreConfiguration configuration, Path file) throws StartRefused {
        try {
            return Store.open(settings(configuration, file));
        } catch (StoreException | IOException e) {
            List<String> reasons = List.of("the store: " + e.getMessage());
            boolean passing = PassingFailures.isPassing(e) || PassingFailures.isAway(e);
            throw passing ? StartRefused.passing(reasons) : new StartRefused(reasons);
        }
    }

    private static StoreSettings settings(StoreConfiguration configuration, Path file) throws IOException {
        if (!(configuration instanceof StoreConfiguration.Postgresql server)) {
            return StoreSettings.Sqlite.at(file);
        }
        String password = "";
        if (server.password().isPresent()) {
            PasswordSource source = server.password().get();
            password = String.valueOf(source.read(Machine.LOCAL).reveal());
        }
        return StoreSettings.Postgresql.at(server.url(), server.user(), password)
                .withConnections(server.connections());
    }
}
