// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.transport.EndReason;

/** LOGOUT (RFC 9051 6.1.3). */
final class LogoutCommand implements ImapCommandHandler<SessionCommand.Logout> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Logout command) {
        session.session().become(session.session().state().afterLogout());
        session.replies().sayBye("Logging out");
        session.replies().complete(tag, new CommandCall(tag, "LOGOUT").completed());
        session.connection().close(EndReason.FINISHED);
    }
}
