// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.login.LoginAttempt;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.sasl.LoginAccounts;
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
    public void malformed(SaslStep.Malformed step) {
        if (step.why() == SaslStep.Malformed.Reason.CHANNEL_BINDING) {
            LoginLog.refused(
                    session.listener().greeting().name(),
                    session.connection(),
                    step.why().word());
        }
        session.replies().error(SmtpReplies.AUTH_NOT_BASE64);
    }

    @Override
    public void lookUp(SaslStep.LookUp step) {
        LoginAccounts accounts = session.services()
                .logins()
                .accounts(session.listener().policy().logins().domain());
        session.connection()
                .offload(
                        () -> dialogue.continued(step, accounts),
                        next -> next.giveTo(this),
                        session.connection()::fault);
    }

    @Override
    public void check(SaslCredentials credentials) {
        SmtpListenerSettings listener = session.listener();
        LoginAttempt attempt = LoginAttempt.of(
                credentials, session.connection(), listener.greeting().name(), listener.policy());
        session.services().logins().login(session.connection(), attempt, this::checked, session.connection()::fault);
    }

    private void checked(LoginResult result) {
        result.lastChallenge().ifPresentOrElse(last -> confirm(last, result), () -> tell(result));
    }

    /** The client answers the last word of the server with an empty line, unless it does not believe it (RFC 5802 5, RFC 4954 4). */
    private void confirm(String last, LoginResult result) {
        session.input()
                .response()
                .await(line ->
                        SaslDialogue.fault(line).ifPresentOrElse(fault -> fault.giveTo(this), () -> tell(result)));
        session.replies().say(new SmtpReply(334, "", SaslDialogue.encode(last)));
    }

    private void tell(LoginResult result) {
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
        session.trial().loggedIn(dialogue.builtIn());
        session.replies().done(SmtpReplies.AUTHENTICATED);
    }

    @Override
    public void refused(Optional<String> known) {
        SmtpRefusal reason = session.checkpoint().failedAuth(session.state());
        session.trial().failedAuth(reason, session.state(), known);
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
