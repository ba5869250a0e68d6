// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;

/** UNSELECT (RFC 9051 6.4.2): selects nothing, and expunges nothing. */
final class UnselectCommand implements ImapCommandHandler<MessageCommand.Unselect> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Unselect command) {
        session.session().unselect();
        session.replies().complete(tag, new CommandCall(tag, "UNSELECT").completed());
    }
}
