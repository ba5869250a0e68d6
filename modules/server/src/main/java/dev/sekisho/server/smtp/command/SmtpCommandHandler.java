// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.smtp.session.SmtpContext;

/**
 * Carries out the commands of one verb, once the policy has allowed them. One handler serves all sessions of a listener; what belongs to a
 * session is in its context. Called on the connection's event loop; for any of them.
 */
interface SmtpCommandHandler {
    /** Octets that a line may have with its CR LF (RFC 5321 4.5.3.1.4). */
    default int lineLimit(SmtpContext session) {
        return PortLimits.COMMAND_LINE;
    }

    /** Brings up to date what the decision on the command depends on. */
    default void beforeDecision(SmtpContext session) {}

    /**
     * Finds out what the decision on the command depends on, which may take a worker's time.
     *
     * @param then to be run once, on the event loop, when it is known; not at all if the command was answered
     */
    default void prepare(SmtpContext session, String argument, Runnable then) {
        then.run();
    }

    /** Carries out a command. @param argument what stands behind the verb, without blanks around it */
    void carryOut(SmtpContext session, String argument);

    /** Answers a command that the policy refuses. */
    default void refused(SmtpContext session, String argument, SmtpRefusal reason) {
        session.replies().refuse(reason);
    }
}
