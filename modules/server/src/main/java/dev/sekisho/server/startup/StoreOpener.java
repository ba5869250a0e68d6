// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that the configuration names. */
public final class StoreOpener {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreOpener.class);

    private StoreOpener() {}

    /** Warns of a store that is not there, in a folder whose key is of an earlier start: it may have been lost. */
    public static void logMissing(StoreConfiguration configuration, ServerHome home) {
        SqliteLocation place = new SqliteLocation(home.database());
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
    public static Store open(StoreConfiguration configuration, Path file) throws StartRefused {
        try {
            Store store = Store.open(settings(configuration, file));
            return configuration.textIndex() ? store : store.withoutTextIndex();
        } catch (StoreException | IOException e) {
            List<String> reasons = List.of("the store: " + e.getMessage());
            boolean passing = TransientFailureLog.isPassing(e) || TransientFailureLog.isAway(e);
            throw passing ? StartRefused.passing(reasons) : new StartRefused(reasons);
        }
    }

    private static DatabaseSettings settings(StoreConfiguration configuration, Path file) throws IOException {
        if (!(configuration instanceof StoreConfiguration.Postgresql server)) {
            return DatabaseSettings.Sqlite.at(file);
        }
        String password = "";
        if (server.password().isPresent()) {
            PasswordSource source = server.password().get();
            password = String.valueOf(source.read(HostEnvironment.LOCAL).reveal());
        }
        return DatabaseSettings.Postgresql.at(server.url(), server.user(), password)
                .withConnections(server.connections());
    }
}
