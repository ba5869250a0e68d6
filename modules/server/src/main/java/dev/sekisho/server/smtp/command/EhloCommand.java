// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.session.SmtpContext;
import java.util.ArrayList;
import java.util.List;

/** EHLO (RFC 5321 4.1.1.1), answered with the extensions that the policy offers in this state. */
final class EhloCommand implements SmtpCommandHandler {
    private final SaslMechanisms mechanisms;
    private final List<String> addedKeywords;

    /**
     * @param mechanisms of which those are behind AUTH that are offered
     * @param addedKeywords what added commands announce
     */
    EhloCommand(SaslMechanisms mechanisms, List<String> addedKeywords) {
        this.mechanisms = mechanisms;
        this.addedKeywords = List.copyOf(addedKeywords);
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        ClientGreeting.take(session, argument, Greeting.EHLO, this::answer);
    }

    private void answer(SmtpContext session) {
        List<String> lines = new ArrayList<>();
        lines.add(session.listener().greeting().hostName());
        lines.addAll(extensions(session, session.checkpoint(), session.state()));
        for (int i = 0; i < lines.size(); i++) {
            session.connection().line((i + 1 < lines.size() ? "250-" : "250 ") + lines.get(i));
        }
    }

    private List<String> extensions(SmtpContext session, SmtpCheckpoint checkpoint, SmtpState state) {
        List<String> extensions = new ArrayList<>();
        if (checkpoint.offersStartTls(state)) {
            extensions.add("STARTTLS");
        }
        if (checkpoint.offersAuth(state)) {
            extensions.add("AUTH "
                    + String.join(" ", AuthCommand.offered(session, mechanisms).names()));
        }
        extensions.add("SIZE " + checkpoint.messageBytes(state));
        extensions.addAll(List.of("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "CHUNKING", "DSN"));
        extensions.addAll(addedKeywords);
        return extensions;
    }
}
