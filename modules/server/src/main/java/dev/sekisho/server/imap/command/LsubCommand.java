// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.list.ListEntry;
import dev.sekisho.imap.list.ListMatcher;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.UserMailboxes;

/** LSUB (RFC 3501 6.3.9). */
final class LsubCommand implements ImapCommandHandler<MailboxCommand.Lsub> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Lsub command) {
        CommandCall call = new CommandCall(tag, "LSUB");
        CommandRunner.run(session, call, out -> {
            if (Mailboxes.isForeign(command.pattern().pattern())) {
                return Refusals.FOREIGN;
            }
            MailboxListing listing =
                    session.mail().store().mailboxes().list(session.session().owner());
            ListMatcher mailboxes = new ListMatcher(NamedMailboxes.of(listing), UserMailboxes.DELIMITER);
            for (ListEntry entry : mailboxes.lsub(command.pattern())) {
                out.lsub(entry.attributes(), UserMailboxes.DELIMITER, entry.name());
            }
            return call.completed();
        });
    }
}
