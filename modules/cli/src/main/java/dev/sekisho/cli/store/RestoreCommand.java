// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.ServerLock;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.ProgressBar;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.maintenance.RestoredMailboxes;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.SqliteBackup;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts a backup in the store's place. */
@Command(
        name = "restore",
        description = "Replaces the store by a backup, and keeps the former store. The server must be stopped.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:restored", "1:not restored; nothing was changed"})
public final class RestoreCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "a file that 'backup' made")
    private Path file = Path.of("");

    /** A command that writes there. */
    public RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        Path store = StoreFile.of(where, "pg_restore --clean restores a dump (docs/store.md)");
        Path kept = store.resolveSibling(store.getFileName() + "." + STAMP.format(Instant.now()) + ".old");
        Optional<Path> strayLog = new SqliteLocation(store).strayLog();
        boolean before = Files.exists(store);
        ProgressBar bar = new ProgressBar(terminal);
        try (ServerLock lock = ServerLock.take(where, "a store in use cannot be replaced")) {
            Files.createDirectories(store.getParent());
            SqliteBackup.restore(
                    file.toAbsolutePath().normalize(),
                    store,
                    kept,
                    (done, all) -> bar.at("copying " + file.getFileName(), done, all));
            CommandStore.onDatabase(where, RestoredMailboxes::renumber);
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, store + ": its folder cannot be made: " + e.getMessage());
        } finally {
            bar.end();
        }
        terminal.out().println("restored " + store + " from " + file);
        terminal.out().println("mail clients will look through their folders once");
        if (before) {
            terminal.out().println("kept the former store as " + kept + "; remove it when you no longer need it");
        }
        strayLog.ifPresent(log -> terminal.out()
                .println(
                        "kept " + log.getFileName() + ", a log whose database was missing, under names that start with "
                                + kept.getFileName()
                                + "; if the database is found, put the log beside it under its former name"));
        return ExitCodes.OK;
    }
}
