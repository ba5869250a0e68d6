// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.PasswordOptions;
import dev.sekisho.cli.process.ServerLock;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.ProgressBar;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.imap.MessageSummaries;
import dev.sekisho.store.maintenance.MailboxCounters;
import dev.sekisho.store.maintenance.RestoredMailboxes;
import dev.sekisho.store.maintenance.StoreCheck;
import dev.sekisho.store.maintenance.StoreFault;
import dev.sekisho.store.maintenance.StoreFault.Kind;
import dev.sekisho.store.maintenance.StoreMigration;
import dev.sekisho.store.maintenance.TextIndexRepair;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.FreeDiskSpace;
import dev.sekisho.store.textindex.TextIndexing;
import dev.sekisho.tls.material.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The store: check, migrate. */
@Command(
        name = "store",
        description = "Checks the store, or moves it to another database.",
        mixinStandardHelpOptions = true)
public final class StoreCommand {
    private final Terminal terminal;

    /** Commands that write there. */
    public StoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "check",
            description = "Checks the store: pages, bodies, references, counters. The server may run.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:no fault", "1:it has faults, or cannot be opened"})
    int check(
            @Mixin HomeOption home,
            @Option(
                            names = "--repair",
                            description =
                                    "correct wrong counters of mailboxes, compute the structure of messages where it is missing, and complete the full-text index; nothing else is changed")
                    boolean repair,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        DatabaseSettings settings = CommandStore.settings(home.home());
        if (settings instanceof DatabaseSettings.Sqlite) {
            StoreFile.existing(home.home(), "");
        }
        try (Database database = DatabaseOpener.open(settings)) {
            StoreCheck check = new StoreCheck(database, terminal::progress);
            List<StoreFault> faults = check.run();
            if (repair && faults.stream().anyMatch(fault -> fault.kind() == Kind.COUNTER)) {
                int repaired = MailboxCounters.repair(database);
                terminal.err().println("set the counters of " + Plural.of(repaired, "mailbox") + " right");
                faults = check.run();
            }
            if (repair) {
                completeSummaries(database);
                if (CommandStore.hasTextIndex(home.home())) {
                    completeTextIndex(database, faults);
                    boolean wasFaulty = faults.stream().anyMatch(fault -> fault.kind() == Kind.TEXT_INDEX);
                    faults = wasFaulty ? check.run() : faults;
                }
            }
            terminal.progress("");
            return tell(withLowSpace(faults, settings), json);
        } catch (StoreException e) {
            throw new CommandFault(ExitCodes.FAILED, "the store: " + e.getMessage());
        }
    }

    @Command(
            name = "after-restore",
            description = {
                "Has every mailbox go on behind the numbers that mail clients may have seen.",
                "For a store that was restored by other means than 'restore', such as pg_restore. Run it before the server starts."
            },
            mixinStandardHelpOptions = true)
    int afterRestore(@Mixin HomeOption home) {
        int mailboxes = CommandStore.onDatabase(home.home(), RestoredMailboxes::renumber);
        terminal.out().println("renumbered " + Plural.of(mailboxes, "mailbox"));
        return ExitCodes.OK;
    }

    private void completeSummaries(Database database) {
        long computed = new MessageSummaries(database, new BodyStore(database))
                .computeMissing(left -> terminal.progress("structure of messages: " + left + " left"));
        if (computed > 0) {
            terminal.err().println("computed the structure of " + Plural.of(computed, "message"));
        }
    }

    private void completeTextIndex(Database database, List<StoreFault> faults) {
        TextIndexing indexing = new TextIndexing(database, new BodyStore(database), Clock.systemUTC());
        long indexed = new TextIndexRepair(indexing)
                .run(faults, left -> terminal.progress("full-text index: " + left + " messages left"));
        if (indexed > 0) {
            terminal.err().println("put " + Plural.of(indexed, "message") + " into the full-text index");
        }
    }

    /** By the same look as the server's, whose 452 it explains. */
    private static List<StoreFault> withLowSpace(List<StoreFault> faults, DatabaseSettings settings) {
        Optional<StoreFault> lowSpace = settings instanceof DatabaseSettings.Sqlite sqlite
                ? FreeDiskSpace.lowSpace(sqlite)
                        .map(words ->
                                new StoreFault(Kind.NO_SPACE, sqlite.file().toString(), words))
                : Optional.empty();
        return Stream.concat(faults.stream(), lowSpace.stream()).toList();
    }

    private int tell(List<StoreFault> faults, boolean json) {
        long grave = faults.stream()
                .filter(fault -> fault.kind() != Kind.UNREFERENCED)
                .count();
        if (json) {
            ArrayNode array = JsonOutput.array();
            faults.forEach(fault -> array.addObject()
                    .put("kind", word(fault.kind()))
                    .put("where", fault.where())
                    .put("found", fault.found()));
            terminal.out().println(JsonOutput.text(array));
        } else {
            if (!faults.isEmpty()) {
                TextTable table = new TextTable("KIND", "WHERE", "FOUND");
                faults.forEach(fault -> table.add(
                        word(fault.kind()), PrintableText.line(fault.where()), PrintableText.line(fault.found())));
                table.lines().forEach(terminal.out()::println);
                faults.stream().map(fault -> advice(fault.kind())).distinct().forEach(terminal.out()::println);
            }
            terminal.out()
                    .println(grave == 0 ? "the store has no faults" : "the store has " + Plural.of(grave, "fault"));
        }
        return grave == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String advice(Kind kind) {
        return word(kind) + ": "
                + switch (kind) {
                    case DAMAGED ->
                        "restore the last backup; .recover of Debian's sqlite3 saves what can be saved of a damaged file";
                    case BODY_MISSING -> "that mail is lost here; a backup may have it";
                    case STUCK ->
                        "nothing happens to that mail by itself; in a queue: 'sekisho spool retry ID' or 'spool remove ID';"
                                + " an outgoing one: 'sekisho queue remove ID'";
                    case MESSAGE_SIZE ->
                        "no mail is lost; clients see a wrong size; if IMAP cannot read the message, POP3 can";
                    case ORPHAN -> "harmless to other mail; a backup may have what is missing";
                    case UNREFERENCED -> "no fault: the server removes it";
                    case NO_SPACE ->
                        "free space on its disk; until then new mail is refused temporarily, with 452 4.3.1";
                    case TEXT_INDEX ->
                        "no mail is lost; searches may miss messages; 'sekisho store check --repair' corrects it";
                    case COUNTER -> "'sekisho store check --repair' corrects it";
                };
    }

    @Command(
            name = "migrate",
            description =
                    "Copies the store to an empty PostgreSQL database and compares both. The SQLite file is not changed. The server must be stopped.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:copied and compared", "1:not copied; the target was not changed"})
    int migrate(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "sqlite-to-postgresql", description = "the only supported migration")
                    String migration,
            @Option(
                            names = "--url",
                            required = true,
                            paramLabel = "URL",
                            description = "jdbc:postgresql://host:5432/database")
                    String url,
            @Option(names = "--user", required = true, paramLabel = "NAME", description = "the database's user")
                    String user,
            @Mixin PasswordOptions password) {
        if (!migration.equals("sqlite-to-postgresql")) {
            throw new CommandFault(ExitCodes.USAGE, migration + " is unknown; use sqlite-to-postgresql");
        }
        HomeFolder where = home.home();
        DatabaseSettings.Sqlite source =
                DatabaseSettings.Sqlite.at(StoreFile.existing(where, "there is nothing to move"));
        DatabaseSettings.Postgresql target = target(url, user, secret(password, user));
        ProgressBar bar = new ProgressBar(terminal);
        try (ServerLock lock = ServerLock.take(where, "a store in use cannot be moved")) {
            StoreMigration.Moved moved = StoreMigration.move(
                    source, target, (doing, table, done, all) -> bar.at(doing + " " + table, done, all));
            bar.end();
            TextTable table = new TextTable("TABLE", "ROWS");
            moved.rows().forEach((name, rows) -> table.add(name, Long.toString(rows)));
            table.lines().forEach(terminal.out()::println);
            terminal.out().println("copied, read back and compared; " + source.file() + " was not changed");
            return ExitCodes.OK;
        } catch (StoreException e) {
            bar.end();
            throw new CommandFault(ExitCodes.FAILED, "nothing was moved: " + e.getMessage());
        }
    }

    private String secret(PasswordOptions password, String user) {
        return password.given(terminal)
                .or(() -> PasswordOptions.asked(terminal, "the database's user " + user))
                .map(Secret::reveal)
                .map(String::new)
                .orElse("");
    }

    private static DatabaseSettings.Postgresql target(String url, String user, String password) {
        try {
            return DatabaseSettings.Postgresql.at(url, user, password);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
