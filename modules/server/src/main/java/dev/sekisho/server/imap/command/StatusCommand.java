// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.StatusValues;
import dev.sekisho.store.imap.MailboxStatus;
import java.io.IOException;
import java.util.Optional;

/** STATUS (RFC 9051 6.3.11). */
final class StatusCommand implements ImapCommandHandler<MailboxCommand.Status> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Status command) {
        if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, "STATUS");
        CommandRunner.run(session, call, out -> status(session, call, command, out));
    }

    private static Completion status(
            ImapContext session, CommandCall call, MailboxCommand.Status command, ImapResponses out)
            throws IOException {
        Optional<MailboxStatus> status = Mailboxes.find(session, command.mailbox())
                .flatMap(entry -> session.mail().store().mailboxes().status(entry.id()));
        if (status.isEmpty()) {
            return Refusals.NO_SUCH_MAILBOX;
        }
        out.status(
                command.mailbox(),
                StatusValues.of(
                        status.get(),
                        command.items(),
                        session.listener().limits().message()));
        return call.completed();
    }
}
