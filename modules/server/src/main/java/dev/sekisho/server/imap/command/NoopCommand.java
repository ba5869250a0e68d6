// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;

/** NOOP (RFC 9051 6.1.2): tells what is new. */
final class NoopCommand implements ImapCommandHandler<SessionCommand.Noop> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Noop command) {
        CommandCall call = new CommandCall(tag, "NOOP", true, true);
        if (session.session().selected() == null) {
            session.replies().complete(tag, call.completed());
        } else {
            Answers.completed(session, call);
        }
    }
}
