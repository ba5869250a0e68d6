// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.Optional;

/** EXPUNGE and UID EXPUNGE (RFC 9051 6.4.3, 6.4.9), of messages that the client knows of. */
final class ExpungeCommand implements ImapCommandHandler<MessageCommand.Expunge> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Expunge command) {
        CommandCall call = new CommandCall(tag, command.uids().isPresent() ? "UID EXPUNGE" : "EXPUNGE");
        CommandRunner.run(session, call, out -> expunge(session, call, command));
    }

    private static Completion expunge(ImapContext session, CommandCall call, MessageCommand.Expunge command) {
        SelectedMailbox mailbox = session.session().mailbox();
        if (mailbox.isReadOnly()) {
            return Refusals.READ_ONLY;
        }
        Optional<NumberRanges> uids = command.uids().isEmpty()
                ? Optional.of(mailbox.uids())
                : mailbox.resolve(command.uids().get(), true);
        if (uids.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        if (uids.get().isEmpty()) {
            return call.completed();
        }
        return session.mail()
                .store()
                .writer()
                .expunge(mailbox.id(), Uids.ofStore(uids.get()))
                .fold(removed -> call.completed(), Refusals::of);
    }
}
