// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.spool;

import dev.sekisho.cli.command.CommandLog;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.spool.SpoolAdmin;
import dev.sekisho.store.spool.SpooledMail;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was accepted and waits for its mailets: list, show, retry, remove. */
@Command(
        name = "spool",
        description = "Accepted mail that is not delivered yet. For mail to other servers, see 'queue'.",
        mixinStandardHelpOptions = true)
public final class SpoolCommand {
    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public SpoolCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(name = "list", description = "Lists all mail, in the order of arrival.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        SpoolText text = new SpoolText(clock.instant());
        PagedRead.JsonArray array = new PagedRead.JsonArray(terminal.out());
        long mails = on(
                home,
                admin -> PagedRead.each(0L, last -> admin.page(last, PagedRead.SIZE), SpooledMail::id, page -> {
                    if (json) {
                        page.forEach(mail -> array.add(SpoolJson.of(mail)));
                    } else {
                        text.table(page).forEach(terminal.out()::println);
                    }
                }));
        if (json) {
            array.end();
        } else if (mails == 0) {
            terminal.out().println("the spool is empty");
        }
        return ExitCodes.OK;
    }

    @Command(name = "show", description = "Shows one mail with its attributes.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "the number in the listing") long id,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        SpooledMail mail = on(home, admin -> find(admin, id));
        if (json) {
            terminal.out().println(JsonOutput.text(SpoolJson.withAttributes(mail)));
        } else {
            new SpoolText(clock.instant()).show(mail).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "retry",
            description = "Makes a waiting mail ready. A running server takes it at once.",
            mixinStandardHelpOptions = true)
    int retry(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which mail") long id) {
        SpooledMail before = on(home, admin -> {
            SpooledMail mail = find(admin, id);
            if (mail.state() instanceof SpooledMail.Taken taken) {
                throw new CommandFault(ExitCodes.FAILED, SpoolText.taken(id, taken) + "; nothing was changed");
            }
            if (!admin.retry(id, clock.instant())) {
                throw changed(id);
            }
            return mail;
        });
        log(home, "retry", before);
        String was = before.state() instanceof SpooledMail.Ready ? " was ready already" : " is ready";
        terminal.out().println("mail " + id + was + "; a running server takes it at once");
        return ExitCodes.OK;
    }

    @Command(
            name = "remove",
            description = "Deletes a mail. Nobody is notified, and it cannot be undone.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "which mail") long id,
            @Option(
                            names = "--even-taken",
                            description =
                                    "also if a server is processing it; the result of that processing is discarded")
                    boolean evenTaken,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        SpooledMail mail = on(home, admin -> find(admin, id));
        if (mail.state() instanceof SpooledMail.Taken taken) {
            if (!evenTaken) {
                throw new CommandFault(
                        ExitCodes.FAILED,
                        SpoolText.taken(id, taken)
                                + "; wait until it has finished, or use --even-taken; nothing was changed");
            }
            terminal.out().println(SpoolText.taken(id, taken) + "; the result of that processing will be discarded");
        }
        terminal.confirm("Remove " + new SpoolText(clock.instant()).inShort(mail) + "?", yes);
        // Only in the state that was shown: a mail that a server has taken meanwhile stays.
        boolean removed = on(
                home,
                admin -> mail.state() instanceof SpooledMail.Taken taken
                        ? admin.removeTaken(id, taken.node())
                        : admin.remove(id));
        if (!removed) {
            throw changed(id);
        }
        log(home, "remove", mail);
        terminal.out().println("mail " + id + " removed");
        return ExitCodes.OK;
    }

    private void log(HomeOption home, String action, SpooledMail mail) {
        CommandLog log = new CommandLog(terminal, home.home(), clock);
        log.add(
                action,
                mail.mail().name(),
                Optional.empty(),
                Optional.ofNullable(mail.mail().sender()),
                mail.mail().details().recipients());
        log.write();
    }

    private static SpooledMail find(SpoolAdmin admin, long id) {
        return admin.find(id)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.FAILED, "there is no mail " + id + " in a queue; 'spool list' shows all"));
    }

    private static CommandFault changed(long id) {
        return new CommandFault(
                ExitCodes.FAILED,
                "mail " + id + ": a server has just taken or finished it; nothing was changed; 'spool show " + id
                        + "' shows its state");
    }

    private static <T> T on(HomeOption home, Function<SpoolAdmin, T> work) {
        return CommandStore.with(home.home(), store -> work.apply(new SpoolAdmin(store.database())));
    }
}
