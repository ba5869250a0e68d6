// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.server.pop3.session.Pop3Context;

/**
 * Carries out the commands of one verb, once the policy has allowed them. One handler serves all sessions of a listener; what belongs to a
 * session is in its context. Called on the connection's event loop; for any of them.
 */
interface Pop3CommandHandler {
    /** Octets that a line may have with its CR LF. */
    default int lineLimit() {
        return PortLimits.POP3_LINE;
    }

    /** True if blanks around the argument belong to it. */
    default boolean keepsBlanks() {
        return false;
    }

    /** Brings up to date what the decision on the command depends on. */
    default void beforeDecision(Pop3Context session) {}

    /** Carries out a command. @param argument what stands behind the verb */
    void carryOut(Pop3Context session, String argument);

    /** Answers a command that the policy refuses. */
    default void refused(Pop3Context session, String argument, Pop3Refusal reason) {
        session.replies().refuse(reason);
    }
}
