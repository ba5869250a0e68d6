// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;

/** CAPABILITY (RFC 9051 6.1.1). */
final class CapabilityCommand implements ImapCommandHandler<SessionCommand.Capability> {
    private final Capabilities capabilities;

    CapabilityCommand(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Capability command) {
        Answers.told(session, new CommandCall(tag, "CAPABILITY"), out -> out.capability(capabilities.of(session)));
    }
}
