// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxId;

/** DELETE (RFC 9051 6.3.5). A session that deletes the mailbox it has selected has none selected afterwards. */
final class DeleteCommand implements ImapCommandHandler<MailboxCommand.Delete> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Delete command) {
        CommandCall call = new CommandCall(tag, "DELETE");
        CommandRunner.run(
                session,
                call,
                out -> session.mail()
                        .store()
                        .mailboxes()
                        .delete(session.session().owner(), Mailboxes.withoutSeparator(command.mailbox()))
                        .fold(id -> deleted(session, call, id), Refusals::of));
    }

    private static Completion deleted(ImapContext session, CommandCall call, MailboxId id) {
        SelectedMailbox selected = session.session().selected();
        if (selected != null && selected.id().equals(id)) {
            session.session().unselect();
        }
        return call.completed();
    }
}
