// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.LoginAccounts;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslStep;

/** The answers to the responses of one AUTH command (RFC 5034 4). Confined to a connection. */
final class Pop3Authentication implements SaslStep.Receiver {
    private final Pop3Context session;
    private final SaslDialogue dialogue;

    Pop3Authentication(Pop3Context session, SaslDialogue dialogue) {
        this.session = session;
        this.dialogue = dialogue;
    }

    @Override
    public void challenge(String base64) {
        session.response().await(line -> dialogue.respond(line).giveTo(this));
        session.replies().line("+ " + base64);
    }

    @Override
    public void check(SaslCredentials credentials) {
        new MaildropLogin(session, dialogue.builtIn(), this::confirm).check(credentials);
    }

    @Override
    public void cancelled() {
        session.replies().error("-ERR Authentication cancelled");
    }

    @Override
    public void lookUp(SaslStep.LookUp step) {
        LoginAccounts accounts = session.listener()
                .logins()
                .accounts(session.listener().policy().logins().domain());
        session.connection()
                .offload(
                        () -> dialogue.continued(step, accounts),
                        next -> next.giveTo(this),
                        session.connection()::fault);
    }

    /** The client answers the last word of the server with an empty line, unless it does not believe it (RFC 5802 5). */
    private void confirm(String last, Runnable confirmed) {
        session.response()
                .await(line -> SaslDialogue.fault(line).ifPresentOrElse(fault -> fault.giveTo(this), confirmed));
        session.replies().line("+ " + SaslDialogue.encode(last));
    }

    @Override
    public void unavailable() {
        session.replies().error("-ERR [SYS/TEMP] Logins cannot be checked at the moment");
    }

    @Override
    public void malformed(SaslStep.Malformed step) {
        if (step.why() == SaslStep.Malformed.Reason.CHANNEL_BINDING) {
            LoginLog.refused(
                    session.listenerName(), session.connection(), step.why().word());
        }
        session.replies().error("-ERR Cannot decode the response");
    }
}
