// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.smtp.SessionEvent.Action;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that does what the decisions say and nothing else, and writes down what happened. */
final class SessionRecorder {
    private final SmtpCheckpoint checkpoint;
    private final List<SessionEvent> events = new ArrayList<>();
    private SmtpState state;
    private String answer = "ok";
    private boolean credentialsSeen;
    private boolean closed;

    private SessionRecorder(PortPolicy policy, boolean trustedNetwork) {
        checkpoint = new SmtpCheckpoint(policy);
        state = SmtpState.connected(policy.tls() == TlsMode.IMPLICIT, trustedNetwork)
                .withDevice(Optional.of(SmtpSessionStates.COPIER).filter(device -> policy.servesDevices()));
    }

    static List<SessionEvent> watch(PortPolicy policy, boolean trustedNetwork, List<Action> actions) {
        SessionRecorder onlooker = new SessionRecorder(policy, trustedNetwork);
        actions.forEach(onlooker::see);
        return onlooker.events;
    }

    private void see(Action action) {
        if (closed) {
            return;
        }
        answer = "ok";
        credentialsSeen = false;
        checkPeer(action);
        SmtpState before = state;
        SmtpCommand command = new SmtpCommand(action.verb(), action.hasArgument());
        if (allowed(checkpoint.decide(state, command))) {
            carryOut(action);
        }
        boolean ehlo = action.verb() == SmtpVerb.EHLO && answer.equals("ok");
        events.add(new SessionEvent(
                action,
                answer,
                credentialsSeen,
                ehlo && checkpoint.offersAuth(state),
                ehlo && checkpoint.offersStartTls(state),
                before,
                state,
                closed));
    }

    /** The peer's pin is checked when TLS begins (here: on a port of implicit TLS) and anew at every MAIL. */
    private void checkPeer(Action action) {
        if (state.tls() && (events.isEmpty() || action.verb() == SmtpVerb.MAIL)) {
            state = state.withPeer(action.peer());
        }
    }

    private void carryOut(Action action) {
        switch (action.verb()) {
            case EHLO -> state = state.afterGreeting(Greeting.EHLO);
            case HELO -> state = state.afterGreeting(Greeting.HELO);
            case STARTTLS -> state = state.afterStartTls().withPeer(action.peer());
            case AUTH -> logIn(action);
            case MAIL -> {
                if (allowed(checkpoint.decideSender(action.sender(), action.bytes()))) {
                    state = state.afterMail();
                }
            }
            case RCPT -> {
                if (allowed(checkpoint.decideRecipient(state, action.recipient()))) {
                    state = state.afterRcpt();
                }
            }
            case DATA, RSET -> state = state.afterReset();
            case BDAT -> state = action.hasArgument() ? state.afterChunk() : state.afterReset();
            case QUIT -> closed = true;
            case NOOP, HELP, VRFY, EXPN, ETRN, ATRN, TURN, EXTENSION, UNKNOWN -> {}
        }
    }

    private void logIn(Action action) {
        credentialsSeen = true;
        if (action.goodLogin()) {
            state = state.afterAuth();
            return;
        }
        SmtpRefusal refusal = checkpoint.failedAuth(state);
        answer = refusal.reply().codes();
        closed = refusal.closes();
        state = state.afterFailedAuth();
    }

    private boolean allowed(SmtpDecision decision) {
        if (decision instanceof SmtpDecision.Refuse refused) {
            answer = refused.reason().reply().codes();
            return false;
        }
        return true;
    }
}
