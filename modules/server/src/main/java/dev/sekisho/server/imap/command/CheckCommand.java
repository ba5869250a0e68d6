// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;

/** CHECK (RFC 3501 6.4.1): everything is stored already, so that it is a NOOP. */
final class CheckCommand implements ImapCommandHandler<MessageCommand.Check> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Check command) {
        Answers.completed(session, new CommandCall(tag, "CHECK", true, true));
    }
}
