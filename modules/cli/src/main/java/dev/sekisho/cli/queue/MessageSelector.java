// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The messages that a command is for: by number, by sender, recipient and user, or all. */
final class MessageSelector {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "the messages, by the numbers in the listing")
    private Set<Long> ids = new LinkedHashSet<>();

    @Option(names = "--all", description = "all messages in the queue now")
    private boolean all;

    @Mixin
    private PartyFilter filter = new PartyFilter();

    /** One that the command line fills. */
    MessageSelector() {}

    /** All between somebody. */
    MessageSelector(PartyFilter filter) {
        this.filter = filter;
    }

    /** Whose they are, where that is asked. */
    Optional<String> user() {
        return filter.user();
    }

    /** Whether they are named one by one. */
    boolean named() {
        return !ids.isEmpty();
    }

    /**
     * Refuses what does not say which messages are meant, or says it twice.
     *
     * @throws CommandFault if so
     */
    void check() {
        if (named() ? all || filter.asked() : all == filter.asked()) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "give the messages: their numbers, --from, --to and --user, or --all; nothing was changed");
        }
    }

    /**
     * The messages, some at a time, each with those of its recipients that are meant.
     *
     * @param now what came later is not meant: it may be what the action itself makes
     * @throws CommandFault if one that is named is not there, before any is handed on
     */
    void each(OutgoingAdmin admin, Instant now, Consumer<List<OutgoingMessage>> action) {
        if (named()) {
            List<OutgoingMessage> messages = ids.stream()
                    .map(id -> admin.find(id).orElseThrow(() -> unknown(id)))
                    .toList();
            messages.forEach(message -> action.accept(List.of(message)));
            return;
        }
        PagedRead.each(0L, last -> admin.page(last, PagedRead.SIZE), OutgoingMessage::id, page -> {
            List<OutgoingMessage> meant = page.stream()
                    .filter(message -> !message.accepted().isAfter(now))
                    .flatMap(message -> filter.of(message).stream())
                    .toList();
            if (!meant.isEmpty()) {
                action.accept(meant);
            }
        });
    }

    static CommandFault unknown(long id) {
        return new CommandFault(
                ExitCodes.FAILED,
                "there is no message " + id + " in the outgoing queue; 'queue list' shows all; nothing was changed");
    }
}
