// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.sort.MessageOrder;
import dev.sekisho.imap.sort.SortableMessage;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.search.MessageKeys;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;

/** SORT (RFC 5256 3, RFC 5957). */
final class SortCommand implements ImapCommandHandler<MessageCommand.Sort> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Sort command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID SORT" : "SORT", command.uid(), false);
        FoundMessages<SortableMessage> found = new FoundMessages<>();
        CommandRunner.runSteps(
                session,
                call,
                new SearchRun(
                        session,
                        call,
                        command.key(),
                        MessageKeys.needsSummary(command.criteria()),
                        message -> add(session, command, message, found),
                        out -> {
                            out.sort(new MessageOrder(command.criteria()).sorted(found.all()));
                            return call.completed();
                        }));
    }

    private static boolean add(
            ImapContext session,
            MessageCommand.Sort command,
            FetchedMessage message,
            FoundMessages<SortableMessage> found)
            throws IOException {
        long uid = message.stored().uid();
        long number = command.uid() ? uid : session.session().mailbox().view().numberOf(uid);
        SortableMessage kept = MessageKeys.sortable(message, number, command.criteria());
        return found.add(kept, MessageKeys.characters(kept, command.criteria()));
    }
}
