// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.imap.sort.MessageOrder;
import dev.sekisho.imap.sort.SortableMessage;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.search.KeptOrder;
import dev.sekisho.server.imap.search.MessageKeys;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.CommandWork;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** SORT (RFC 5256 3, RFC 5957): first which messages, then their order. */
final class SortCommand implements ImapCommandHandler<MessageCommand.Sort> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Sort command) {
        boolean modSeq = SearchPlan.asksForModSeq(command.key());
        if (modSeq) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, command.uid() ? "UID SORT" : "SORT", command.uid(), false);
        Found found = new Found(modSeq);
        Ordering ordering = new Ordering(session, call, command, found);
        CommandRunner.runSteps(session, call, new SearchRun(session, call, command.key(), false, found, ordering));
    }

    /** What one search has found. */
    private static final class Found implements SearchRun.Finds {
        private final boolean tellsModSeq;
        private final NumberRangesBuilder uids = new NumberRangesBuilder();
        private long highest;

        private Found(boolean tellsModSeq) {
            this.tellsModSeq = tellsModSeq;
        }

        @Override
        public boolean addUnread(NumberRanges found) {
            if (!tellsModSeq) {
                found.forEachRange(uids::add);
            }
            return !tellsModSeq;
        }

        @Override
        public boolean add(FetchedMessage message) {
            uids.add(message.stored().uid());
            highest = Math.max(highest, message.stored().state().modSeq());
            return true;
        }

        private OptionalLong modSeq() {
            return tellsModSeq ? OptionalLong.of(highest) : OptionalLong.empty();
        }
    }

    /** Puts what was found in order: as the store keeps it, or by reading the messages. */
    private static final class Ordering implements CommandWork {
        private final ImapContext session;
        private final CommandCall call;
        private final MessageCommand.Sort command;
        private final Found found;
        private final FoundMessages<SortableMessage> messages = new FoundMessages<>();
        private @Nullable SearchRun reading;

        private Ordering(ImapContext session, CommandCall call, MessageCommand.Sort command, Found found) {
            this.session = session;
            this.call = call;
            this.command = command;
            this.found = found;
        }

        @Override
        public Optional<Completion> step(ImapResponses out) throws Exception {
            SearchRun begun = reading;
            return begun != null ? begun.step(out) : begin(out);
        }

        private Optional<Completion> begin(ImapResponses out) throws Exception {
            NumberRanges uids = found.uids.build();
            if (uids.isEmpty()) {
                return Optional.of(tell(new long[0], out));
            }
            Optional<long[]> kept = KeptOrder.sorted(
                    session.mail().store(), session.session().mailbox(), uids, command.uid(), command.criteria());
            if (kept.isPresent()) {
                return Optional.of(tell(kept.get(), out));
            }
            SearchRun begun = new SearchRun(
                    session,
                    call,
                    new SearchKey.Messages(SequenceSet.of(uids), true),
                    MessageKeys.needsSummary(command.criteria()),
                    this::add,
                    CommandWork.once(last -> tell(new MessageOrder(command.criteria()).sorted(messages.all()), last)));
            reading = begun;
            return begun.step(out);
        }

        private boolean add(FetchedMessage message) throws IOException {
            long uid = message.stored().uid();
            long number =
                    command.uid() ? uid : session.session().mailbox().view().numberOf(uid);
            SortableMessage kept = MessageKeys.sortable(message, number, command.criteria());
            return messages.add(kept, MessageKeys.characters(kept, command.criteria()));
        }

        private Completion tell(long[] sorted, ImapResponses out) throws IOException {
            out.sort(sorted, found.modSeq());
            return call.completed();
        }
    }
}
