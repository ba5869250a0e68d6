// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.command.CommandLog;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.pin.AcceptKeyCommandLine;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.pin.StoredPin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The outgoing queue: list, show, hold, release, retry, bounce, remove. */
@Command(
        name = "queue",
        description = "Outgoing mail: shows why it waits, and changes it.",
        mixinStandardHelpOptions = true)
public final class QueueCommand {
    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public QueueCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "list",
            description = "Lists all messages, with a line for each recipient.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Mixin PartyFilter filter,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        QueueListing listing = json
                ? new QueueJsonListing(terminal.out(), new QueueJson(acceptance(home)))
                : new QueueTextListing(
                        terminal.out(),
                        new QueueText(clock.instant(), acceptance(home)),
                        filter.asked() ? QueueChangeReport.NOTHING : "the outgoing queue is empty");
        return on(home, admin -> {
            new MessageSelector(filter).each(admin, Instant.MAX, listing::page);
            listing.end();
            return ExitCodes.OK;
        });
    }

    @Command(name = "show", description = "Shows one message and all its recipients.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "the number in the listing") long id,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        OutgoingMessage message = on(home, admin -> admin.find(id)).orElseThrow(() -> MessageSelector.unknown(id));
        if (json) {
            terminal.out().println(JsonOutput.text(new QueueJson(acceptance(home)).of(message)));
        } else {
            new QueueText(clock.instant(), acceptance(home)).show(message).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "hold",
            description = "Holds messages until they are released. They do not expire meanwhile."
                    + " An attempt in progress finishes, and what it does not deliver is held.",
            mixinStandardHelpOptions = true)
    int hold(@Mixin HomeOption home, @Mixin MessageSelector selector) {
        return change(
                clock.instant(),
                home,
                selector,
                QueueAction.HOLD,
                "held",
                "held",
                (admin, messages, at) -> admin.hold(messages));
    }

    @Command(
            name = "release",
            description = "Releases held messages and tries them now. The demand of their route must still be met.",
            mixinStandardHelpOptions = true)
    int release(@Mixin HomeOption home, @Mixin MessageSelector selector) {
        return change(
                clock.instant(), home, selector, QueueAction.RELEASE, "released", "released", OutgoingAdmin::release);
    }

    @Command(name = "retry", description = "Tries messages now.", mixinStandardHelpOptions = true)
    int retry(@Mixin HomeOption home, @Mixin MessageSelector selector) {
        return change(
                clock.instant(), home, selector, QueueAction.RETRY, "to be tried now", "tried", OutgoingAdmin::retry);
    }

    @Command(
            name = "bounce",
            description = "Returns messages to their senders, with the known reason.",
            mixinStandardHelpOptions = true)
    int bounce(
            @Mixin HomeOption home,
            @Mixin MessageSelector selector,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        Instant now = clock.instant();
        confirm(home, selector, now, "Send back", yes);
        return change(
                now,
                home,
                selector,
                QueueAction.BOUNCE,
                "to go back to the sender",
                "sent back",
                OutgoingAdmin::bounce);
    }

    @Command(
            name = "remove",
            description = "Deletes messages. Nobody is notified, and it cannot be undone.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Mixin MessageSelector selector,
            @Option(names = "--dry-run", description = "count what would be removed, and remove nothing")
                    boolean dryRun,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        Instant now = clock.instant();
        if (dryRun) {
            selector.check();
            terminal.out().println("would remove " + count(home, selector, now).text() + "; nothing was changed");
            return ExitCodes.OK;
        }
        confirm(home, selector, now, "Remove", yes);
        return change(
                now,
                home,
                selector,
                QueueAction.REMOVE,
                "removed",
                "removed",
                (admin, messages, at) -> admin.remove(messages));
    }

    /** Asks where nobody has said the numbers of the messages. */
    private void confirm(HomeOption home, MessageSelector selector, Instant now, String verb, boolean yes) {
        selector.check();
        if (selector.named() || yes) {
            return;
        }
        Count count = count(home, selector, now);
        if (count.messages() > 0) {
            terminal.confirm(verb + " " + count.text() + "?", false);
        }
    }

    /** How many messages are meant, and recipients of them. */
    private record Count(long messages, long recipients) {
        String text() {
            return Plural.of(messages, "message") + " to " + Plural.of(recipients, "recipient");
        }
    }

    private static Count count(HomeOption home, MessageSelector selector, Instant now) {
        LongAdder messages = new LongAdder();
        LongAdder recipients = new LongAdder();
        on(home, admin -> {
            selector.each(admin, now, page -> {
                messages.add(page.size());
                page.forEach(message -> recipients.add(message.recipients().size()));
            });
            return true;
        });
        return new Count(messages.sum(), recipients.sum());
    }

    @FunctionalInterface
    private interface Change {
        OutgoingAdmin.Done make(OutgoingAdmin admin, List<OutgoingMessage> messages, Instant now);
    }

    private int change(
            Instant now,
            HomeOption home,
            MessageSelector selector,
            QueueAction action,
            String done,
            String undone,
            Change change) {
        selector.check();
        QueueChangeReport report = new QueueChangeReport(terminal.out(), done, undone);
        CommandLog log = new CommandLog(terminal, home.home(), clock);
        on(home, admin -> {
            selector.each(admin, now, messages -> {
                OutgoingAdmin.Done made = change.make(admin, messages, now);
                if (made.now() + made.afterwards() > 0) {
                    action.tell(messages, log);
                }
                if (!selector.named()) {
                    report.some(messages.size(), made);
                } else if (messages.get(0).recipients().isEmpty()) {
                    report.withoutRecipients(
                            messages.get(0).id(),
                            admin.find(messages.get(0).id()).isEmpty());
                } else {
                    report.one(messages.get(0).id(), made);
                }
            });
            return true;
        });
        report.end(selector.named());
        if (report.isEmpty()) {
            selector.user()
                    .filter(name -> !isUser(home, name))
                    .ifPresent(name -> terminal.err()
                            .println("note: there is no user " + EscapedText.text(name) + "; 'user list' shows them"));
        }
        return ExitCodes.OK;
    }

    private static boolean isUser(HomeOption home, String name) {
        return CommandStore.with(home.home(), store -> store.users().exists(Username.of(name)));
    }

    private static AcceptKeyCommandLine acceptance(HomeOption home) {
        return CommandStore.with(
                home.home(),
                store -> new AcceptKeyCommandLine(
                        store.pins().list().stream().map(StoredPin::peer).toList()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(OutgoingAdmin admin);
    }

    private static <T> T on(HomeOption home, Question<T> question) {
        return CommandStore.with(home.home(), store -> question.ask(new OutgoingQueue(store.database()).admin()));
    }
}
