// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.sasl.LoginAccounts;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslStep;
import dev.sekisho.server.transport.EndReason;
import java.util.Optional;

/** The answers to the responses of one AUTHENTICATE (RFC 9051 6.2.2). Confined to a connection. */
final class ImapAuthentication implements SaslStep.Receiver {
    private final ImapContext session;
    private final SaslDialogue dialogue;
    private final ImapLogin login;

    ImapAuthentication(ImapContext session, SaslDialogue dialogue, ImapLogin login) {
        this.session = session;
        this.dialogue = dialogue;
        this.login = login;
    }

    @Override
    public void challenge(String base64) {
        session.awaitLine(PortLimits.AUTH_LINE, this::respond);
        session.replies().line("+ " + base64);
    }

    private void respond(String line) {
        Optional<GuessRefusal> refusal = ImapCommandDispatcher.refusal(session);
        if (refusal.isPresent()) {
            LoginLog.notAskedFor(session.listenerName(), session.connection(), refusal);
            session.replies().bye("Too many failed logins from your address, try again later", EndReason.ABUSE);
        } else {
            dialogue.respond(line).giveTo(this);
        }
    }

    @Override
    public void check(SaslCredentials credentials) {
        login.check(credentials, dialogue.builtIn(), this::confirm);
    }

    @Override
    public void cancelled() {
        login.malformed(Completion.bad("AUTHENTICATE cancelled"));
    }

    @Override
    public void lookUp(SaslStep.LookUp step) {
        LoginAccounts accounts = session.listener()
                .logins()
                .accounts(session.listener().policy().logins().domain());
        session.connection()
                .offload(() -> dialogue.continued(step, accounts), next -> next.giveTo(this), login::failed);
    }

    /** The client answers the last word of the server with an empty line, unless it does not believe it (RFC 5802 5). */
    private void confirm(String last, Runnable confirmed) {
        session.awaitLine(
                PortLimits.AUTH_LINE,
                line -> SaslDialogue.fault(line).ifPresentOrElse(fault -> fault.giveTo(this), confirmed));
        session.replies().line("+ " + SaslDialogue.encode(last));
    }

    @Override
    public void unavailable() {
        login.unavailable();
    }

    @Override
    public void malformed(SaslStep.Malformed step) {
        if (step.why() == SaslStep.Malformed.Reason.CHANNEL_BINDING) {
            LoginLog.refused(
                    session.listenerName(), session.connection(), step.why().word());
        }
        login.malformed(Completion.bad("AUTHENTICATE: the response is expected in base64, of the mechanism's form"));
    }
}
