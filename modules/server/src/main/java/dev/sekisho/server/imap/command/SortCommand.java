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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** SORT (RFC 5256 3, RFC 5957). */
final class SortCommand implements ImapCommandHandler<MessageCommand.Sort> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Sort command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID SORT" : "SORT", command.uid(), false);
        List<SortableMessage> found = new ArrayList<>();
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
                            out.sort(new MessageOrder(command.criteria()).sorted(found));
                            return call.completed();
                        }));
    }

    private static void add(
            ImapContext session, MessageCommand.Sort command, FetchedMessage message, List<SortableMessage> found) {
        long uid = message.stored().uid();
        long number = command.uid() ? uid : session.session().mailbox().view().numberOf(uid);
        try {
            found.add(MessageKeys.sortable(message, number, command.criteria()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
