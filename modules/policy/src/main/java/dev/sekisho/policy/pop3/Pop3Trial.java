// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.trial.Trial;
import dev.sekisho.policy.trial.TrialRefusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the values on trial would refuse of a session. Of the properties that can be on trial, only the mechanisms and the bad logins of a
 * connection matter in POP3.
 *
 * @param checkpoints the decisions of each
 */
public record Pop3Trial(Trial<Pop3Checkpoint> checkpoints) {
    /** What is on trial beside a policy. */
    public static Pop3Trial of(PortPolicy policy) {
        return new Pop3Trial(Trial.of(policy, Pop3Checkpoint::new));
    }

    /**
     * What would end a session after wrong credentials where the policy in force lets it go on: said of the first such login.
     *
     * @param inForce what the policy in force says
     * @param state that before the login
     */
    public List<TrialRefusal> ended(Pop3Refusal inForce, Pop3State state) {
        return checkpoints.refusals(tried -> Optional.of(tried.failedAuth(state))
                .filter(refusal -> !inForce.closes()
                        && tried.policy().limits().failedLogins().perConnection() == state.failedAuths() + 1)
                .map(Pop3Trial::text));
    }

    /** What would refuse a right login. @param by the mechanism; empty if it is none of this server's own */
    public List<TrialRefusal> loggedIn(Optional<BuiltInMechanism> by) {
        return checkpoints.refusals(tried -> by.filter(
                        mechanism -> !tried.policy().logins().mechanisms().allows(mechanism))
                .map(mechanism -> text(Pop3Refusal.MECHANISM_UNKNOWN)));
    }

    private static Trial.Refused text(Pop3Refusal refusal) {
        return new Trial.Refused(refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'), refusal.reply());
    }
}
