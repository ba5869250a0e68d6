// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.HomeOption;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.cli.Pages;
import dev.sekisho.cli.Terminal;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.outgoing.OutgoingDesk;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.pins.StoredPin;
import java.time.Clock;
import java.time.Instant;
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
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "for programs") boolean json) {
        QueueListing listing = json
                ? new JsonListing(terminal.out(), new QueueJson(acceptance(home)))
                : new TextListing(terminal.out(), new QueueText(clock.instant(), acceptance(home)));
        return on(home, desk -> {
            Pages.each(0L, last -> desk.page(last, Pages.SIZE), OutgoingMessage::id, listing::page);
            listing.end();
            return ExitCodes.OK;
        });
    }

    @Command(name = "show", description = "One message and all its recipients.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "the number in the listing") long id,
            @Option(names = "--json", description = "for programs") boolean json) {
        OutgoingMessage message = on(home, desk -> desk.find(id)).orElseThrow(() -> unknown(id));
        if (json) {
            terminal.out().println(Json.text(new QueueJson(acceptance(home)).of(message)));
        } else {
            new QueueText(clock.instant(), acceptance(home)).show(message).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "hold",
            description = "Keeps a message from being sent until it is released; it does not expire meanwhile."
                    + " What is under way just now goes to its end, and is held if it is not delivered.",
            mixinStandardHelpOptions = true)
    int hold(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        OutgoingDesk.Held held = on(home, desk -> known(desk, id).hold(id));
        if (held.now() > 0 || held.afterwards() == 0) {
            tell(id, held.now(), "held", "held");
        }
        if (held.afterwards() > 0) {
            tell(id, held.afterwards(), "under way just now, held if not delivered", "held");
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "release",
            description = "Lets a held message go, and tries it now. A demand of its route still has to be met.",
            mixinStandardHelpOptions = true)
    int release(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "released", "released", (desk, now) -> desk.release(id, now));
    }

    @Command(name = "retry", description = "Tries a message now.", mixinStandardHelpOptions = true)
    int retry(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "to be tried now", "tried", (desk, now) -> desk.retry(id, now));
    }

    @Command(
            name = "bounce",
            description = "Sends a message back to its sender with what is known of the reason.",
            mixinStandardHelpOptions = true)
    int bounce(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "to go back to the sender", "sent back", (desk, now) -> desk.bounce(id, now));
    }

    @Command(name = "remove", description = "Removes a message; nobody is told.", mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "removed", "removed", (desk, now) -> desk.remove(id));
    }

    @FunctionalInterface
    private interface Change {
        int make(OutgoingDesk desk, Instant now);
    }

    private int change(HomeOption home, long id, String done, String undone, Change change) {
        tell(id, on(home, desk -> change.make(known(desk, id), clock.instant())), done, undone);
        return ExitCodes.OK;
    }

    private static OutgoingDesk known(OutgoingDesk desk, long id) {
        if (desk.find(id).isEmpty()) {
            throw unknown(id);
        }
        return desk;
    }

    private void tell(long id, int recipients, String done, String undone) {
        if (recipients == 0) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "message " + id + ": it has no recipient that can be " + undone + " just now; 'queue show " + id
                            + "' tells why");
        }
        terminal.out()
                .println("message " + id + ": " + recipients + (recipients == 1 ? " recipient " : " recipients ")
                        + done);
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

    private static CommandFault unknown(long id) {
        return new CommandFault(
                ExitCodes.FAILED, "there is no message " + id + " on its way out; 'queue list' shows all");
    }
}
