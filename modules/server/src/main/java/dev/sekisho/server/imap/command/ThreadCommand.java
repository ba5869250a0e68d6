// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.thread.ThreadableMessage;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.search.MessageKeys;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.CommandWork;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;

/** THREAD (RFC 5256 3). */
final class ThreadCommand implements ImapCommandHandler<MessageCommand.Thread> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Thread command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID THREAD" : "THREAD", command.uid(), false);
        FoundMessages<ThreadableMessage> found = new FoundMessages<>();
        CommandRunner.runSteps(
                session,
                call,
                new SearchRun(
                        session,
                        call,
                        command.key(),
                        true,
                        message -> add(session, command, message, found),
                        CommandWork.once(out -> {
                            out.thread(command.algorithm().threads(found.all()));
                            return call.completed();
                        })));
    }

    private static boolean add(
            ImapContext session,
            MessageCommand.Thread command,
            FetchedMessage message,
            FoundMessages<ThreadableMessage> found)
            throws IOException {
        long uid = message.stored().uid();
        long number = command.uid() ? uid : session.session().mailbox().view().numberOf(uid);
        ThreadableMessage kept = MessageKeys.threadable(message, number);
        return found.add(kept, MessageKeys.characters(kept));
    }
}
