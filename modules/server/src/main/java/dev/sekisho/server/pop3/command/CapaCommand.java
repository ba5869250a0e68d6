// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.SaslMechanisms;
import java.util.List;

/** CAPA (RFC 2449 5), answered with what the policy offers in this state. */
final class CapaCommand implements Pop3CommandHandler {
    private final SaslMechanisms mechanisms;

    /**
     * @param mechanisms of which those are behind SASL that are offered
     */
    CapaCommand(SaslMechanisms mechanisms) {
        this.mechanisms = mechanisms;
    }

    @Override
    public void carryOut(Pop3Context session, String argument) {
        session.replies().line("+OK Capability list follows");
        List<String> offered = AuthCommand.offered(session, mechanisms).names();
        session.checkpoint().capabilities(session.state(), offered).forEach(session.replies()::line);
        session.replies().line("IMPLEMENTATION Sekisho");
        session.replies().line(".");
    }
}
