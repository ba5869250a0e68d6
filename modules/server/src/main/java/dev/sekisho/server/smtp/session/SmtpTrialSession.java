// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.smtp.MessageFacts;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpTrial;
import dev.sekisho.policy.trial.TrialRefusal;
import dev.sekisho.server.smtp.transaction.MessageTrial;
import dev.sekisho.server.smtp.transaction.SmtpEnvelope;
import dev.sekisho.server.trial.TrialParty;
import dev.sekisho.server.trial.TrialSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/**
 * Asks the values on trial what the policy in force is asked, and tells of what they would refuse once it is carried out. Confined to a
 * connection, or to the worker that it waits for.
 */
public final class SmtpTrialSession implements MessageTrial {
    private final SmtpTrial trial;
    private final SmtpSessionData session;
    private final TrialSession findings;
    /** Of the command that is being decided or carried out. */
    private final List<TrialRefusal> suspects = new ArrayList<>();

    SmtpTrialSession(SmtpTrial trial, SmtpSessionData session, TrialSession findings) {
        this.trial = trial;
        this.session = session;
        this.findings = findings;
    }

    /** A command begins. */
    public void begins() {
        suspects.clear();
    }

    /** The same decision, which the values on trial are asked for too. @param sameFacts the decision by a policy */
    public SmtpDecision asked(SmtpDecision inForce, Function<SmtpCheckpoint, SmtpDecision> sameFacts) {
        if (!trial.isEmpty()) {
            suspects.addAll(trial.refused(inForce, sameFacts));
        }
        return inForce;
    }

    /** True if somebody has to look up whose address a sender is. */
    public boolean asksSender() {
        return trial.asksSender();
    }

    @Override
    public boolean asksAuthor(MessageFacts facts) {
        return trial.asksAuthor(facts);
    }

    @Override
    public void allowed(MessageFacts facts, long octets) {
        SmtpState state = session.state();
        asked(SmtpDecision.ALLOW, tried -> tried.decideMessage(facts.with(octets > tried.messageBytes(state))));
    }

    /** The command was carried out. */
    public void accepted() {
        if (!suspects.isEmpty()) {
            findings.found(suspects, party());
            suspects.clear();
        }
    }

    /** A login was wrong. @param known the account, if there is such a one */
    public void failedAuth(SmtpRefusal inForce, SmtpState before, Optional<String> known) {
        findings.found(trial.ended(inForce, before), TrialParty.ofUser(known));
    }

    /** A login was right. @param by the mechanism, if it is one of this server's own */
    public void loggedIn(Optional<BuiltInMechanism> by) {
        findings.found(trial.loggedIn(by), TrialParty.ofUser(session.user().map(Username::asString)));
    }

    private TrialParty party() {
        Optional<SmtpEnvelope> envelope = session.envelope();
        List<MailAddress> recipients = envelope.map(SmtpEnvelope::recipients).orElse(List.of());
        return new TrialParty(
                session.user().map(Username::asString),
                envelope.map(known ->
                        known.sender().asOptional().map(MailAddress::asString).orElse("<>")),
                recipients.isEmpty()
                        ? Optional.empty()
                        : Optional.of(recipients.get(recipients.size() - 1).asString()));
    }
}
