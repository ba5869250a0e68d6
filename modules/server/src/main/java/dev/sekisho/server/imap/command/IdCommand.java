// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.Map;

/** ID (RFC 2971): the server's name, not its version. What the client says of itself is not used. */
final class IdCommand implements ImapCommandHandler<SessionCommand.Id> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Id command) {
        Answers.told(session, new CommandCall(tag, "ID"), out -> out.account().id(Map.of("name", "Sekisho")));
    }
}
