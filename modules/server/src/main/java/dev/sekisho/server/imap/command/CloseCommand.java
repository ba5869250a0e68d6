// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;

/** CLOSE (RFC 9051 6.4.1): expunges without a word, and selects nothing. */
final class CloseCommand implements ImapCommandHandler<MessageCommand.Close> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Close command) {
        CommandCall call = new CommandCall(tag, "CLOSE");
        CommandRunner.run(session, call, out -> {
            SelectedMailbox mailbox = session.session().mailbox();
            if (!mailbox.isReadOnly() && !mailbox.uids().isEmpty()) {
                // A mailbox that is no more has nothing to expunge.
                var unused = session.mail().store().writer().expunge(mailbox.id(), Uids.ofStore(mailbox.uids()));
            }
            session.session().unselect();
            return call.completed();
        });
    }
}
