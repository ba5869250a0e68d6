// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** The logins of one session: the dialogue of AUTH, and what comes of it. Confined to a connection. */
final class SmtpAuthentication {
    private final SmtpServerSession session;
    private @Nullable SmtpAuth dialogue;
    private Optional<Username> user = Optional.empty();

    SmtpAuthentication(SmtpServerSession session) {
        this.session = session;
    }

    /** Who has logged in. */
    Optional<Username> user() {
        return user;
    }

    /** True if the next line is a response and no command. */
    boolean awaitsResponse() {
        return dialogue != null;
    }

    /** A line that is none ends the dialogue. */
    void giveUp() {
        dialogue = null;
    }

    /** An AUTH command that the policy allows. */
    void begin(String argument) {
        if (argument.isEmpty() || argument.matches("\\S+ +\\S+ .*")) {
            session.refuse(SmtpRefusal.AUTH_ARGUMENTS);
            return;
        }
        SmtpAuth begun = SmtpAuth.of(argument).orElse(null);
        dialogue = begun;
        if (begun == null) {
            session.error(ServerReplies.UNKNOWN_MECHANISM);
        } else {
            step(begun.begin(argument));
        }
    }

    /** A response of the client. */
    void respond(String line) {
        if (dialogue == null) {
            throw new IllegalStateException("no response is awaited");
        }
        step(dialogue.next(line));
    }

    private void step(SmtpAuth.Step step) {
        if (step instanceof SmtpAuth.Step.Ask ask) {
            session.say(ask.challenge());
            return;
        }
        dialogue = null;
        if (step instanceof SmtpAuth.Step.Fail fail) {
            session.error(fail.reply());
        } else if (step instanceof SmtpAuth.Step.Check check) {
            SmtpListenerSettings listener = session.listener();
            ClientConnection wire = session.wire();
            wire.offload(
                    () -> listener.logins()
                            .login(
                                    check.credentials(),
                                    wire.peer().getAddress(),
                                    listener.name(),
                                    listener.policy().limits().failedLogins()),
                    this::answered);
        }
    }

    private void answered(LoginResult login) {
        LoginLog.tell(session.listener().name(), session.wire(), login);
        if (login instanceof LoginResult.Accepted accepted) {
            user = Optional.of(accepted.user());
            session.become(session.state().afterAuth());
            session.hookSession().loggedIn(accepted.user());
            session.done(ServerReplies.AUTHENTICATED);
        } else if (login instanceof LoginResult.HeldOff) {
            session.say(ServerReplies.HELD_OFF);
            session.wire().close(EndReason.ABUSE);
        } else if (login instanceof LoginResult.Unavailable) {
            session.error(ServerReplies.AUTH_UNAVAILABLE);
        } else {
            SmtpRefusal reason = session.checkpoint().failedAuth(session.state());
            session.become(session.state().afterFailedAuth());
            session.refuse(reason);
        }
    }
}
