// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.login.ClientMechanisms;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import java.util.Optional;
import java.util.regex.Pattern;

/** AUTH (RFC 4954). What a mechanism asks and reads is the mechanism's; see {@link SaslMechanism}. */
final class AuthCommand implements SmtpCommandHandler {
    /** More than a mechanism and an initial response. */
    private static final Pattern TOO_MUCH = Pattern.compile("\\S+ +\\S+ .*");

    private final SaslMechanisms mechanisms;

    AuthCommand(SaslMechanisms mechanisms) {
        this.mechanisms = mechanisms;
    }

    @Override
    public int lineLimit(SmtpContext session) {
        return session.checkpoint().offersAuth(session.state())
                ? PortLimits.AUTH_LINE
                : SmtpCommandDispatcher.LONG_LINE;
    }

    @Override
    public void beforeDecision(SmtpContext session) {
        session.session().endPopLogin();
        session.session().become(session.state().withHeldOff(refusal(session).isPresent()));
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        if (argument.isEmpty() || TOO_MUCH.matcher(argument).matches()) {
            session.replies().refuse(SmtpRefusal.AUTH_ARGUMENTS);
            return;
        }
        int space = argument.indexOf(' ');
        Optional<SaslDialogue> dialogue =
                offered(session, mechanisms).begin(space < 0 ? argument : argument.substring(0, space));
        if (dialogue.isEmpty()) {
            session.replies().error(SmtpReplies.UNKNOWN_MECHANISM);
            return;
        }
        SmtpAuthentication login = new SmtpAuthentication(session, dialogue.get());
        (space < 0
                        ? dialogue.get().begin()
                        : dialogue.get().begin(argument.substring(space + 1).strip()))
                .giveTo(login);
    }

    /** By what the client of a session may log in. */
    static ClientMechanisms offered(SmtpContext session, SaslMechanisms mechanisms) {
        return new ClientMechanisms(
                mechanisms,
                session.listener().policy(),
                session.listener().greeting().hostName(),
                session.connection());
    }

    @Override
    public void refused(SmtpContext session, String argument, SmtpRefusal reason) {
        if (reason == SmtpRefusal.HELD_OFF) {
            LoginLog.notAskedFor(session.listener().greeting().name(), session.connection(), refusal(session));
        }
        if (!session.state().tls()) {
            noteExposure(session, argument);
        }
        session.replies().refuse(reason);
    }

    private static Optional<GuessRefusal> refusal(SmtpContext session) {
        return session.services()
                .logins()
                .refusal(
                        session.connection().client().getAddress(),
                        session.listener().policy().limits().failedLogins());
    }

    /** Credentials that came in clear are not looked at; but somebody may have read them, so their account is marked (RFC 4954 4). */
    private void noteExposure(SmtpContext session, String argument) {
        ListenerName listener = session.listener().greeting().name();
        LoginLog.refused(listener, session.connection(), SmtpRefusal.AUTH_NEEDS_TLS.word());
        mechanisms
                .exposedAccount(argument)
                .ifPresent(name -> session.services()
                        .logins()
                        .sentInClear(name, session.listener().policy().logins().domain(), listener));
    }
}
