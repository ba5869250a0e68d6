// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.CommandLog;
import dev.sekisho.cli.Counted;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.HomeOption;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.cli.Terminal;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.outgoing.OutgoingDesk;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.pins.StoredPin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is on its way out: list, show, hold, release, retry, bounce, remove. */
@Command(
        name = "queue",
        description = "Mail on its way out: why it waits, and what may be done about it.",
        mixinStandardHelpOptions = true)
public final class QueueCommand {
    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public QueueCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(name = "list", description = "All messages, a line for each recipient.", mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Mixin Parties parties,
            @Option(names = "--json", description = "for programs") boolean json) {
        QueueListing listing = json
                ? new JsonListing(terminal.out(), new QueueJson(acceptance(home)))
                : new TextListing(
                        terminal.out(),
                        new QueueText(clock.instant(), acceptance(home)),
                        parties.asked() ? Changes.NOTHING : "nothing is on its way out");
        return on(home, desk -> {
            new Choice(parties).each(desk, Instant.MAX, listing::page);
            listing.end();
            return ExitCodes.OK;
        });
    }

    @Command(name = "show", description = "One message and all its recipients.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "the number in the listing") long id,
            @Option(names = "--json", description = "for programs") boolean json) {
        OutgoingMessage message = on(home, desk -> desk.find(id)).orElseThrow(() -> Choice.unknown(id));
        if (json) {
            terminal.out().println(Json.text(new QueueJson(acceptance(home)).of(message)));
        } else {
            new QueueText(clock.instant(), acceptance(home)).show(message).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "hold",
            description = "Keeps messages from being sent until they are released; they do not expire meanwhile."
                    + " What is under way just now goes to its end, and is held if it is not delivered.",
            mixinStandardHelpOptions = true)
    int hold(@Mixin HomeOption home, @Mixin Choice choice) {
        return change(
                clock.instant(),
                home,
                choice,
                Action.HOLD,
                "held",
                "held",
                (desk, messages, at) -> desk.hold(messages));
    }

    @Command(
            name = "release",
            description = "Lets held messages go, and tries them now. A demand of their route still has to be met.",
            mixinStandardHelpOptions = true)
    int release(@Mixin HomeOption home, @Mixin Choice choice) {
        return change(clock.instant(), home, choice, Action.RELEASE, "released", "released", OutgoingDesk::release);
    }

    @Command(name = "retry", description = "Tries messages now.", mixinStandardHelpOptions = true)
    int retry(@Mixin HomeOption home, @Mixin Choice choice) {
        return change(clock.instant(), home, choice, Action.RETRY, "to be tried now", "tried", OutgoingDesk::retry);
    }

    @Command(
            name = "bounce",
            description = "Sends messages back to their senders with what is known of the reason.",
            mixinStandardHelpOptions = true)
    int bounce(
            @Mixin HomeOption home,
            @Mixin Choice choice,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        Instant now = clock.instant();
        confirm(home, choice, now, "Send back", yes);
        return change(now, home, choice, Action.BOUNCE, "to go back to the sender", "sent back", OutgoingDesk::bounce);
    }

    @Command(
            name = "remove",
            description = "Removes messages; nobody is told, and it cannot be undone.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Mixin Choice choice,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        Instant now = clock.instant();
        confirm(home, choice, now, "Remove", yes);
        return change(
                now, home, choice, Action.REMOVE, "removed", "removed", (desk, messages, at) -> desk.remove(messages));
    }

    /** Asks where nobody has said the numbers of the messages. */
    private void confirm(HomeOption home, Choice choice, Instant now, String verb, boolean yes) {
        choice.check();
        if (choice.named() || yes) {
            return;
        }
        LongAdder messages = new LongAdder();
        LongAdder recipients = new LongAdder();
        on(home, desk -> {
            choice.each(desk, now, page -> {
                messages.add(page.size());
                page.forEach(message -> recipients.add(message.recipients().size()));
            });
            return true;
        });
        if (messages.sum() > 0) {
            terminal.confirm(
                    verb + " " + Counted.of(messages.sum(), "message") + " to "
                            + Counted.of(recipients.sum(), "recipient") + "?",
                    false);
        }
    }

    @FunctionalInterface
    private interface Change {
        OutgoingDesk.Done make(OutgoingDesk desk, List<OutgoingMessage> messages, Instant now);
    }

    private int change(
            Instant now, HomeOption home, Choice choice, Action action, String done, String undone, Change change) {
        choice.check();
        Changes changes = new Changes(terminal.out(), done, undone);
        CommandLog log = new CommandLog(terminal, home.home(), clock);
        on(home, desk -> {
            choice.each(desk, now, messages -> {
                OutgoingDesk.Done made = change.make(desk, messages, now);
                if (made.now() + made.afterwards() > 0) {
                    action.tell(messages, log);
                }
                if (!choice.named()) {
                    changes.some(messages.size(), made);
                } else if (messages.get(0).recipients().isEmpty()) {
                    changes.withoutRecipients(
                            messages.get(0).id(),
                            desk.find(messages.get(0).id()).isEmpty());
                } else {
                    changes.one(messages.get(0).id(), made);
                }
            });
            return true;
        });
        changes.end(choice.named());
        return ExitCodes.OK;
    }

    private static Acceptance acceptance(HomeOption home) {
        return OpenedStore.with(
                home.home(),
                store -> new Acceptance(
                        store.pins().list().stream().map(StoredPin::peer).toList()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(OutgoingDesk desk);
    }

    private static <T> T on(HomeOption home, Question<T> question) {
        return OpenedStore.with(home.home(), store -> question.ask(new Outgoing(store.database()).desk()));
    }
}
