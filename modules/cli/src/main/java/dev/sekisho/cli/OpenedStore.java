// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import dev.sekisho.cli.server.ServerLock;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.LoadedStore;
import dev.sekisho.config.Machine;
import dev.sekisho.config.PasswordSource;
import dev.sekisho.config.StoreConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.policy.FileTrouble;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import dev.sekisho.store.sql.SqlitePlace;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens the store for one command: the one that {@code store.xml} names. */
public final class OpenedStore {
    /** A command does one thing after the other. */
    private static final int CONNECTIONS = 2;

    private OpenedStore() {}

    /**
     * Does something with the store.
     *
     * @throws CommandFault if the store cannot be opened, or fails
     */
    public static <T> T with(Home home, Function<Store, T> work) {
        StoreSettings settings = settings(home);
        refuseLost(home, settings);
        try (Store store = Store.open(settings)) {
            return work.apply(store);
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        }
    }

    /** A new, empty store beside the one that the server has open would hide that its file is gone. */
    private static void refuseLost(Home home, StoreSettings settings) {
        if (settings instanceof StoreSettings.Sqlite sqlite
                && new SqlitePlace(sqlite.file()).isEmpty()
                && ServerLock.isHeld(home)) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the store: " + sqlite.file()
                            + " is not there, though the server that runs has it open: it was moved"
                            + " or removed. Nothing was changed. Put it back, or, before the server is stopped, copy it from"
                            + " /proc/PID/fd with its -wal; or stop the server, and restore a backup ('sekisho restore"
                            + " FILE')");
        }
    }

    /**
     * Which store it is, and how it is reached.
     *
     * @throws CommandFault if the configuration does not tell
     */
    public static StoreSettings settings(Home home) {
        LoadedStore loaded = ConfigurationLoader.loadStore(home.conf(), Machine.LOCAL);
        if (!loaded.problems().isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return loaded.configuration() instanceof StoreConfiguration.Postgresql server
                ? settings(server)
                : settings(home.database());
    }

    private static StoreSettings settings(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return StoreSettings.Sqlite.at(file);
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the folder of " + file + " cannot be made (" + e + "); "
                            + FileTrouble.of(e).advice());
        }
    }

    private static StoreSettings settings(StoreConfiguration.Postgresql server) {
        try {
            String password = "";
            if (server.password().isPresent()) {
                PasswordSource source = server.password().get();
                password = String.valueOf(source.read(Machine.LOCAL).reveal());
            }
            return StoreSettings.Postgresql.at(server.url(), server.user(), password)
                    .withConnections(CONNECTIONS);
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store's password: " + e.getMessage());
        }
    }
}
