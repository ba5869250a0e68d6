// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.smtp.SessionEvent.Action;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.trial.TrialRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A server that does what the decisions of its policy say, asks what the values on trial say of the same, and writes both down. */
final class TrialRun {
    /** What became of a command. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        /** The connection was ended with it, or before it. */
        ENDED
    }

    private final SmtpCheckpoint checkpoint;
    private final SmtpTrial trial;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<TrialRefusal> findings = new ArrayList<>();
    /** Of the command that is being decided: findings if it is accepted. */
    private final List<TrialRefusal> pending = new ArrayList<>();

    private SmtpState state;
    private boolean ended;

    private TrialRun(PortPolicy policy, boolean trustedNetwork) {
        checkpoint = new SmtpCheckpoint(policy);
        trial = SmtpTrial.of(policy);
        state = SmtpState.connected(policy.tls() == TlsMode.IMPLICIT, trustedNetwork)
                .withDevice(Optional.of(SmtpSessionStates.COPIER).filter(device -> policy.servesDevices()));
    }

    static TrialRun of(PortPolicy policy, boolean trustedNetwork, List<Action> actions) {
        TrialRun run = new TrialRun(policy, trustedNetwork);
        actions.forEach(run::take);
        return run;
    }

    /** What became of each command. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    /** What the values on trial would have refused. */
    List<TrialRefusal> findings() {
        return findings;
    }

    /** True if a command fared worse than in another run of the same client. */
    boolean refusesWhatWasAcceptedIn(TrialRun other) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).compareTo(other.outcomes.get(i)) > 0) {
                return true;
            }
        }
        return false;
    }

    private void take(Action action) {
        boolean before = ended;
        pending.clear();
        boolean accepted = !ended && served(action);
        if (accepted) {
            findings.addAll(pending);
        }
        outcomes.add(before || ended ? Outcome.ENDED : accepted ? Outcome.ACCEPTED : Outcome.REFUSED);
    }

    private boolean served(Action action) {
        if (state.tls() && (outcomes.isEmpty() || action.verb() == SmtpVerb.MAIL)) {
            state = state.withPeer(action.peer());
        }
        return allows(tried -> tried.decide(state, new SmtpCommand(action.verb(), action.hasArgument())))
                && carriesOut(action);
    }

    private boolean carriesOut(Action action) {
        switch (action.verb()) {
            case EHLO -> state = state.afterGreeting(Greeting.EHLO);
            case HELO -> state = state.afterGreeting(Greeting.HELO);
            case STARTTLS -> state = state.afterStartTls().withPeer(action.peer());
            case AUTH -> {
                return logsIn(action);
            }
            case MAIL -> {
                return mail(action);
            }
            case RCPT -> {
                boolean allowed = allows(tried -> tried.decideRecipient(state, action.recipient()));
                state = allowed ? state.afterRcpt() : state;
                return allowed;
            }
            case DATA -> {
                return message(action);
            }
            case BDAT -> {
                if (!action.hasArgument()) {
                    return message(action);
                }
                state = state.afterChunk();
            }
            case RSET -> state = state.afterReset();
            case QUIT -> ended = true;
            case NOOP, HELP, VRFY, EXPN, ETRN, ATRN, TURN, EXTENSION, UNKNOWN -> {}
        }
        return true;
    }

    private boolean mail(Action action) {
        Optional<String> sender =
                action.sender() == SenderOwnership.NULL ? Optional.empty() : Optional.of("taro@example.org");
        boolean allowed = allows(tried -> tried.decideSender(action.sender(), action.bytes()))
                && allows(tried -> tried.decidePeersMail(state, sender, action.bytes()));
        state = allowed ? state.afterMail() : state;
        return allowed;
    }

    private boolean message(Action action) {
        boolean allowed = allows(tried -> tried.decideMessage(facts(action, tried)));
        state = state.afterReset();
        return allowed;
    }

    private MessageFacts facts(Action action, SmtpCheckpoint tried) {
        boolean tooBig = action.bytes() > tried.messageBytes(state);
        AuthorStatus author = action.sender() == SenderOwnership.FOREIGN ? AuthorStatus.FOREIGN : AuthorStatus.OWN;
        HeaderSyntax header = action.goodLogin() ? HeaderSyntax.SOUND : HeaderSyntax.MALFORMED;
        return new MessageFacts(tooBig, false, header, 0, OptionalInt.of(0), Optional.of(MessageAuthor.of(author)));
    }

    private boolean logsIn(Action action) {
        if (action.goodLogin() && checkpoint.policy().logins().mechanisms().allows(BuiltInMechanism.PLAIN)) {
            pending.addAll(trial.loggedIn(Optional.of(BuiltInMechanism.PLAIN)));
            state = state.afterAuth();
            return true;
        }
        SmtpRefusal refusal = checkpoint.failedAuth(state);
        findings.addAll(trial.ended(refusal, state));
        ended = refusal.closes();
        state = state.afterFailedAuth();
        return false;
    }

    private boolean allows(Function<SmtpCheckpoint, SmtpDecision> decision) {
        SmtpDecision inForce = decision.apply(checkpoint);
        pending.addAll(trial.refused(inForce, decision));
        return inForce.allowed();
    }
}
