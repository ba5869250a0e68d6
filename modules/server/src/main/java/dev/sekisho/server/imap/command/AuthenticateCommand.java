// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslMechanism;
import java.util.Optional;

/** AUTHENTICATE (RFC 9051 6.2.2). What a mechanism asks and reads is the mechanism's; see {@link SaslMechanism}. */
final class AuthenticateCommand implements ImapCommandHandler<SessionCommand.Authenticate> {
    private final Capabilities capabilities;

    AuthenticateCommand(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Authenticate command) {
        Optional<SaslDialogue> begun = Capabilities.offered(session).begin(command.mechanism());
        if (begun.isEmpty()) {
            session.replies().complete(tag, Completion.no("AUTHENTICATE failed: this mechanism is not offered"));
            return;
        }
        SaslDialogue dialogue = begun.get();
        ImapAuthentication exchange =
                new ImapAuthentication(session, dialogue, new ImapLogin(session, tag, "AUTHENTICATE", capabilities));
        command.initialResponse()
                .map(dialogue::begin)
                .orElseGet(dialogue::begin)
                .giveTo(exchange);
    }
}
