// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.Optional;

/** What the commands of a login have in common: an address may be held off, and what is sent in cleartext may be read by others. */
interface Pop3LoginCommand extends Pop3CommandHandler {
    @Override
    default void beforeDecision(Pop3Context session) {
        session.session().become(session.state().withHeldOff(refusal(session).isPresent()));
    }

    private static Optional<GuessRefusal> refusal(Pop3Context session) {
        return session.listener()
                .logins()
                .refusal(
                        session.connection().client().getAddress(),
                        session.listener().policy().limits().failedLogins());
    }

    @Override
    default void refused(Pop3Context session, String argument, Pop3Refusal reason) {
        if (reason == Pop3Refusal.HELD_OFF) {
            LoginLog.notAskedFor(session.listenerName(), session.connection(), refusal(session));
        }
        if (!session.state().tls()) {
            saidInClear(session, argument);
        }
        session.replies().refuse(reason);
    }

    /** Credentials that came in clear are not looked at; but somebody may have read them, so their account is marked. */
    default void saidInClear(Pop3Context session, String argument) {
        LoginLog.refused(session.listenerName(), session.connection(), "auth-needs-tls");
        exposedAccount(session, argument)
                .ifPresent(name -> session.listener()
                        .logins()
                        .sentInClear(name, session.listener().policy().logins().domain(), session.listenerName()));
    }

    /** The account that the command names, whose password others may have read. */
    Optional<String> exposedAccount(Pop3Context session, String argument);
}
