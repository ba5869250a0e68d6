// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.ProgressBar;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.SqliteBackup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a backup of the store, also while a server uses it. */
@Command(
        name = "backup",
        description = "Copies the store (users, mail, queues) of one moment to a file, and checks the file."
                + " The server may run. Keys (var/tls) and conf/ are not included.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:made and checked", "1:not made; no file is left"})
public final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "the file of the backup")
    private Path file = Path.of("");

    @Option(names = "--overwrite", description = "replace the file if it exists")
    private boolean overwrite;

    /** A command that writes there. */
    public BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        Path store = StoreFile.existing(where, "pg_dump --format=custom backs it up (docs/store.md)");
        Path target = file.toAbsolutePath().normalize();
        if (target.equals(store)) {
            throw new CommandFault(ExitCodes.USAGE, target + " is the store itself; name another file");
        }
        if (Files.exists(target) && !overwrite) {
            throw new CommandFault(ExitCodes.FAILED, target + " already exists; name another file, or use --overwrite");
        }
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new CommandFault(ExitCodes.FAILED, target.getParent() + " is not a folder; create it first");
        }
        ProgressBar bar = new ProgressBar(terminal);
        try {
            SqliteBackup.copy(store, target, (done, all) -> bar.at("copying " + store.getFileName(), done, all));
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, String.valueOf(e.getMessage()));
        } finally {
            bar.end();
        }
        terminal.out()
                .println("backed up " + store + " to " + target + " ("
                        + target.toFile().length()
                        + " octets, checked, no fault); keys are in var/tls and not included");
        return ExitCodes.OK;
    }
}
