// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;

/** UNSUBSCRIBE (RFC 9051 6.3.8). */
final class UnsubscribeCommand implements ImapCommandHandler<MailboxCommand.Unsubscribe> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Unsubscribe command) {
        CommandCall call = new CommandCall(tag, "UNSUBSCRIBE");
        CommandRunner.run(session, call, out -> {
            session.mail()
                    .store()
                    .mailboxes()
                    .unsubscribe(session.session().owner(), command.mailbox().name());
            return call.completed();
        });
    }
}
