// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.trial.Trial;
import dev.sekisho.policy.trial.TrialRefusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the values on trial would refuse of a session.
 *
 * @param checkpoints the decisions of each
 */
public record SmtpTrial(Trial<SmtpCheckpoint> checkpoints) {
    /** What is on trial beside a policy. */
    public static SmtpTrial of(PortPolicy policy) {
        return new SmtpTrial(Trial.of(policy, SmtpCheckpoint::new));
    }

    /** What would be refused of what the policy in force allows. @param decision the same one, on the same facts */
    public List<TrialRefusal> refused(SmtpDecision inForce, Function<SmtpCheckpoint, SmtpDecision> decision) {
        return inForce.allowed()
                ? checkpoints.refusals(tried -> decision.apply(tried).refusal().map(SmtpTrial::text))
                : List.of();
    }

    /**
     * What would end a session after wrong credentials where the policy in force lets it go on: said of the first such login.
     *
     * @param inForce what the policy in force says
     * @param state that before the login
     */
    public List<TrialRefusal> ended(SmtpRefusal inForce, SmtpState state) {
        return checkpoints.refusals(tried -> Optional.of(tried.failedAuth(state))
                .filter(refusal -> !inForce.closes()
                        && tried.policy().limits().failedLogins().perConnection()
                                == state.login().failed() + 1)
                .map(SmtpTrial::text));
    }

    /** What would refuse a right login. @param by the mechanism; empty if it is none of this server's own */
    public List<TrialRefusal> loggedIn(Optional<BuiltInMechanism> by) {
        return checkpoints.refusals(tried -> by.filter(
                        mechanism -> !tried.policy().logins().mechanisms().allows(mechanism))
                .map(mechanism -> text(SmtpRefusal.MECHANISM_UNKNOWN)));
    }

    /** True if somebody has to look up whose address a sender is. */
    public boolean asksSender() {
        return checkpoints.any(SmtpCheckpoint::asksSender);
    }

    /** True if somebody has to look up who wrote a message. */
    public boolean asksAuthor(MessageFacts message) {
        return checkpoints.any(tried -> tried.asksAuthor(message));
    }

    /** True if nothing is on trial. */
    public boolean isEmpty() {
        return checkpoints.tried().isEmpty();
    }

    private static Trial.Refused text(SmtpRefusal refusal) {
        return new Trial.Refused(refusal.word(), refusal.reply().line());
    }
}
