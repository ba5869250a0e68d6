// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.server.login.ClientMechanisms;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.sasl.SaslMechanisms;
import java.util.Optional;

/** AUTH (RFC 5034). What a mechanism asks and reads is the mechanism's; see {@link SaslMechanism}. */
final class AuthCommand implements Pop3LoginCommand {
    private final SaslMechanisms mechanisms;

    AuthCommand(SaslMechanisms mechanisms) {
        this.mechanisms = mechanisms;
    }

    @Override
    public int lineLimit() {
        return PortLimits.AUTH_LINE;
    }

    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (argument.isEmpty()) {
            session.replies().done("+OK");
            offered(session, mechanisms).names().forEach(session.replies()::line);
            session.replies().line(".");
            return;
        }
        String[] words = argument.split(" +", 2);
        Optional<SaslDialogue> dialogue = offered(session, mechanisms).begin(words[0]);
        if (dialogue.isEmpty()) {
            session.replies().error(Pop3Refusal.MECHANISM_UNKNOWN.reply());
            return;
        }
        Pop3Authentication login = new Pop3Authentication(session, dialogue.get());
        (words.length == 1 ? dialogue.get().begin() : dialogue.get().begin(words[1].strip())).giveTo(login);
    }

    /** By what the client of a session may log in. */
    static ClientMechanisms offered(Pop3Context session, SaslMechanisms mechanisms) {
        return new ClientMechanisms(
                mechanisms,
                session.listener().policy(),
                session.listener().greeting().hostName(),
                session.connection());
    }

    @Override
    public Optional<String> exposedAccount(Pop3Context session, String argument) {
        return mechanisms.exposedAccount(argument);
    }
}
