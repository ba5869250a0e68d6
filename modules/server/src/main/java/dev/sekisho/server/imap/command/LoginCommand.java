// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.sasl.PasswordCredentials;

/** LOGIN (RFC 9051 6.2.3). */
final class LoginCommand implements ImapCommandHandler<SessionCommand.Login> {
    private final Capabilities capabilities;

    LoginCommand(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Login command) {
        new ImapLogin(session, tag, "LOGIN", capabilities)
                .check(new PasswordCredentials(command.user(), command.password()));
    }
}
