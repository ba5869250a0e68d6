// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.HomeOption;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.cli.Terminal;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
        List<OutgoingMessage> all = on(home, Outgoing::list);
        if (json) {
            ArrayNode array = Json.array();
            all.forEach(message -> array.add(QueueJson.of(message)));
            terminal.out().println(Json.text(array));
        } else {
            new QueueText(clock.instant()).list(all).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(name = "show", description = "One message and all its recipients.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ID", description = "the number in the listing") long id,
            @Option(names = "--json", description = "for programs") boolean json) {
        OutgoingMessage message = on(home, outgoing -> outgoing.find(id)).orElseThrow(() -> unknown(id));
        if (json) {
            terminal.out().println(Json.text(QueueJson.of(message)));
        } else {
            new QueueText(clock.instant()).show(message).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "hold",
            description = "Keeps a message from being sent until it is released; it does not expire meanwhile.",
            mixinStandardHelpOptions = true)
    int hold(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "held", (outgoing, now) -> outgoing.hold(id));
    }

    @Command(
            name = "release",
            description = "Lets a held message go, and tries it now. A demand of its route still has to be met.",
            mixinStandardHelpOptions = true)
    int release(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "released", (outgoing, now) -> outgoing.release(id, now));
    }

    @Command(name = "retry", description = "Tries a message now.", mixinStandardHelpOptions = true)
    int retry(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "to be tried now", (outgoing, now) -> outgoing.retry(id, now));
    }

    @Command(
            name = "bounce",
            description = "Sends a message back to its sender with what is known of the reason.",
            mixinStandardHelpOptions = true)
    int bounce(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "to go back to the sender", (outgoing, now) -> outgoing.bounce(id, now));
    }

    @Command(name = "remove", description = "Removes a message; nobody is told.", mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "which message") long id) {
        return change(home, id, "removed", (outgoing, now) -> outgoing.remove(id));
    }

    @FunctionalInterface
    private interface Change {
        int make(Outgoing outgoing, Instant now);
    }

    private int change(HomeOption home, long id, String done, Change change) {
        int recipients = on(home, outgoing -> {
            if (outgoing.find(id).isEmpty()) {
                throw unknown(id);
            }
            return change.make(outgoing, clock.instant());
        });
        if (recipients == 0) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "message " + id + ": no recipient of it can be " + done + " now; 'queue show " + id
                            + "' tells why");
        }
        terminal.out()
                .println("message " + id + ": " + recipients + (recipients == 1 ? " recipient " : " recipients ")
                        + done);
        return ExitCodes.OK;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Outgoing outgoing);
    }

    private static <T> T on(HomeOption home, Question<T> question) {
        return OpenedStore.with(home.home(), store -> question.ask(new Outgoing(store.database())));
    }

    private static CommandFault unknown(long id) {
        return new CommandFault(
                ExitCodes.FAILED, "there is no message " + id + " on its way out; 'queue list' shows all");
    }
}
