// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslStep;

/** The answers to the responses of one AUTH command (RFC 5034 4). Confined to a connection. */
final class Pop3Authentication implements SaslStep.Receiver {
    private final Pop3Context session;
    private final SaslDialogue dialogue;

    Pop3Authentication(Pop3Context session, SaslDialogue dialogue) {
        this.session = session;
        this.dialogue = dialogue;
    }

    @Override
    public void challenge(String base64) {
        session.response().await(line -> dialogue.respond(line).giveTo(this));
        session.replies().line("+ " + base64);
    }

    @Override
    public void check(SaslCredentials credentials) {
        new MaildropLogin(session).check(credentials);
    }

    @Override
    public void cancelled() {
        session.replies().error("-ERR Authentication cancelled");
    }

    @Override
    public void malformed() {
        session.replies().error("-ERR Cannot decode the response");
    }
}
