// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.UserMailboxes;

/** NAMESPACE (RFC 9051 6.3.10): there are the user's own mailboxes and no others. */
final class NamespaceCommand implements ImapCommandHandler<AccountCommand.Namespace> {
    @Override
    public void carryOut(ImapContext session, String tag, AccountCommand.Namespace command) {
        Answers.told(
                session, new CommandCall(tag, "NAMESPACE"), out -> out.account().namespace(UserMailboxes.DELIMITER));
    }
}
