// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.login.LoginTurn;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslStep;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpListenerSettings;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answers to one AUTH command (RFC 4954 4, 6): challenges, and the result of the login. Confined to a connection. */
final class SmtpAuthentication implements SaslStep.Receiver, LoginResult.Receiver {
    private final SmtpContext session;
    private final SaslDialogue dialogue;

    SmtpAuthentication(SmtpContext session, SaslDialogue dialogue) {
        this.session = session;
        this.dialogue = dialogue;
    }

    @Override
    public void challenge(String base64) {
        session.input().response().await(line -> dialogue.respond(line).giveTo(this));
        session.replies().say(new SmtpReply(334, "", base64));
    }

    @Override
    public void cancelled() {
        session.replies().error(SmtpReplies.AUTH_CANCELLED);
    }

    @Override
    public void malformed() {
        session.replies().error(SmtpReplies.AUTH_NOT_BASE64);
    }

    @Override
    public void check(SaslCredentials credentials) {
        SmtpListenerSettings listener = session.listener();
        new LoginTurn<>(
                        session.connection(),
                        () -> session.services()
                                .logins()
                                .login(
                                        credentials,
                                        session.connection().client().getAddress(),
                                        listener.greeting().name(),
                                        listener.policy().limits().failedLogins()),
                        Function.identity(),
                        this::checked,
                        session.connection()::fault)
                .take();
    }

    private void checked(LoginResult result) {
        LoginLog.tell(session.listener().greeting().name(), session.connection(), result);
        result.giveTo(this);
    }

    @Override
    public void accepted(CheckedAccount account) {
        Optional<String> tooMany =
                session.connection().identified(account.user().asString());
        if (tooMany.isPresent()) {
            ConnectionEvents.refused(session.listener().greeting().name(), session.connection(), tooMany.get());
            session.replies().sayAndClose(SmtpReplies.TOO_MANY_OF_USER, EndReason.ABUSE);
            return;
        }
        session.session().loggedIn(account.user());
        session.services()
                .logins()
                .sessions()
                .add(
                        session.connection(),
                        List.of(account),
                        () -> session.replies().say(SmtpReplies.ACCOUNT_CHANGED));
        session.replies().done(SmtpReplies.AUTHENTICATED);
    }

    @Override
    public void refused(Optional<String> known) {
        SmtpRefusal reason = session.checkpoint().failedAuth(session.state());
        session.session().become(session.state().afterFailedAuth());
        session.replies().refuse(reason);
    }

    @Override
    public void heldOff(GuessRefusal why) {
        session.replies().sayAndClose(SmtpRefusal.of(why).reply(), EndReason.ABUSE);
    }

    @Override
    public void unavailable() {
        session.replies().error(SmtpReplies.AUTH_UNAVAILABLE);
    }
}
