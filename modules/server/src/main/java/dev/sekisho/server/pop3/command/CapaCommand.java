// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.List;

/** CAPA (RFC 2449 5), answered with what the policy offers in this state. */
final class CapaCommand implements Pop3CommandHandler {
    private final List<String> mechanisms;

    /**
     * @param mechanisms what is behind SASL where logins are offered
     */
    CapaCommand(List<String> mechanisms) {
        this.mechanisms = List.copyOf(mechanisms);
    }

    @Override
    public void carryOut(Pop3Context session, String argument) {
        session.replies().line("+OK Capability list follows");
        session.checkpoint().capabilities(session.state(), mechanisms).forEach(session.replies()::line);
        session.replies().line("IMPLEMENTATION Sekisho");
        session.replies().line(".");
    }
}
