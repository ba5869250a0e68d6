// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.Optional;

/** SUBSCRIBE (RFC 9051 6.3.7). */
final class SubscribeCommand implements ImapCommandHandler<MailboxCommand.Subscribe> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Subscribe command) {
        CommandCall call = new CommandCall(tag, "SUBSCRIBE");
        CommandRunner.run(session, call, out -> {
            Optional<Completion> refusal = Mailboxes.refusalOfName(command.mailbox());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return session.mail()
                    .store()
                    .mailboxes()
                    .subscribe(session.session().owner(), command.mailbox().name())
                    .fold(subscribed -> call.completed(), Refusals::of);
        });
    }
}
