// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.process.ServerLock;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.store.LoadedStore;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.store.Store;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens the store for one command: the one that {@code store.xml} names. */
public final class CommandStore {
    /** A command does one thing after the other. */
    private static final int CONNECTIONS = 2;

    private CommandStore() {}

    /**
     * Does something with the store.
     *
     * @throws CommandFault if the store cannot be opened, or fails
     */
    public static <T> T with(HomeFolder home, Function<Store, T> work) {
        DatabaseSettings settings = settings(home);
        refuseLost(home, settings);
        try (Store store = Store.open(settings)) {
            return work.apply(store);
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        }
    }

    /**
     * Does something with the database of the store.
     *
     * @throws CommandFault if it cannot be opened, or fails
     */
    static <T> T onDatabase(HomeFolder home, Function<Database, T> work) {
        DatabaseSettings settings = settings(home);
        refuseLost(home, settings);
        try (Database database = DatabaseOpener.open(settings)) {
            return work.apply(database);
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        }
    }

    /** A new, empty store beside the one that the server has open would hide that its file is gone. */
    private static void refuseLost(HomeFolder home, DatabaseSettings settings) {
        if (settings instanceof DatabaseSettings.Sqlite sqlite
                && new SqliteLocation(sqlite.file()).isEmpty()
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
     * @throws CommandFault if the configuration cannot be read
     */
    public static DatabaseSettings settings(HomeFolder home) {
        return loaded(home) instanceof StoreConfiguration.Postgresql server
                ? settings(server)
                : settings(home.database());
    }

    /**
     * Whether the store's full-text index is switched on.
     *
     * @throws CommandFault if the configuration cannot be read
     */
    static boolean hasTextIndex(HomeFolder home) {
        return loaded(home).textIndex();
    }

    private static StoreConfiguration loaded(HomeFolder home) {
        LoadedStore loaded = ConfigurationLoader.loadStore(home.conf(), HostEnvironment.LOCAL);
        if (!loaded.problems().isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return loaded.configuration();
    }

    private static DatabaseSettings settings(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return DatabaseSettings.Sqlite.at(file);
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the folder of " + file + " cannot be created (" + e + "); "
                            + FileErrorCause.of(e).advice());
        }
    }

    private static DatabaseSettings settings(StoreConfiguration.Postgresql server) {
        try {
            String password = "";
            if (server.password().isPresent()) {
                PasswordSource source = server.password().get();
                password = String.valueOf(source.read(HostEnvironment.LOCAL).reveal());
            }
            return DatabaseSettings.Postgresql.at(server.url(), server.user(), password)
                    .withConnections(CONNECTIONS);
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store's password: " + e.getMessage());
        }
    }
}
