// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.Optional;

/** RENAME (RFC 9051 6.3.6). */
final class RenameCommand implements ImapCommandHandler<MailboxCommand.Rename> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Rename command) {
        CommandCall call = new CommandCall(tag, "RENAME");
        CommandRunner.run(session, call, out -> {
            Optional<Completion> refusal = Mailboxes.refusalOfName(command.to());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return session.mail()
                    .store()
                    .mailboxes()
                    .rename(
                            session.session().owner(),
                            command.from().name(),
                            command.to().name())
                    .fold(id -> call.completed(), Refusals::of);
        });
    }
}
