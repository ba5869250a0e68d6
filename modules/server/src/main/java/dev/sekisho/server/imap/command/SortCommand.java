// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.imap.sort.MessageOrder;
import dev.sekisho.imap.sort.SortableMessage;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.search.MessageKeys;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** SORT (RFC 5256 3, RFC 5957). */
final class SortCommand implements ImapCommandHandler<MessageCommand.Sort> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Sort command) {
        boolean modSeq = SearchPlan.asksForModSeq(command.key());
        if (modSeq) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, command.uid() ? "UID SORT" : "SORT", command.uid(), false);
        Found found = new Found(session, command);
        CommandRunner.runSteps(
                session,
                call,
                new SearchRun(
                        session, call, command.key(), MessageKeys.needsSummary(command.criteria()), found, out -> {
                            out.sort(found.sorted(), modSeq ? OptionalLong.of(found.highest) : OptionalLong.empty());
                            return call.completed();
                        }));
    }

    /** What one search has found. */
    private static final class Found implements SearchRun.Finds {
        private final ImapContext session;
        private final MessageCommand.Sort command;
        private final List<SortableMessage> messages = new ArrayList<>();
        private long highest;

        private Found(ImapContext session, MessageCommand.Sort command) {
            this.session = session;
            this.command = command;
        }

        @Override
        public void add(FetchedMessage message) {
            long uid = message.stored().uid();
            long number =
                    command.uid() ? uid : session.session().mailbox().view().numberOf(uid);
            highest = Math.max(highest, message.stored().state().modSeq());
            try {
                messages.add(MessageKeys.sortable(message, number, command.criteria()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long[] sorted() {
            return new MessageOrder(command.criteria()).sorted(messages);
        }
    }
}
