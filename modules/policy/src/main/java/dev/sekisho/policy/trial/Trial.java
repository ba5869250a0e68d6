// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.trial;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TriedProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The decisions of the policies that are on trial beside one in force.
 *
 * <p>They are given the session as it is. Until the first command that the policy in force accepts and one on trial refuses, the session
 * would have been the same under both, for a stricter value accepts nothing that the other refuses; so a session has a finding exactly if
 * the policy on trial, in force, would have refused some command that was accepted.
 *
 * @param tried each property on trial
 * @param <C> what decides in one protocol
 */
public record Trial<C>(List<Tried<C>> tried) {
    public Trial {
        tried = List.copyOf(tried);
    }

    /**
     * One property.
     *
     * @param property the property
     * @param checkpoint what would decide
     */
    public record Tried<C>(TriedProperty property, C checkpoint) {}

    /**
     * A refusal of some protocol.
     *
     * @param reason as the log names it
     * @param reply what the client would get
     */
    public record Refused(String reason, String reply) {}

    /** What is on trial beside a policy. @param checkpoint what decides by a policy */
    public static <C> Trial<C> of(PortPolicy policy, Function<PortPolicy, C> checkpoint) {
        return new Trial<>(policy.trial().stream()
                .map(property -> new Tried<>(property, checkpoint.apply(property.policy())))
                .toList());
    }

    /** What would be refused. @param decision what a policy on trial decides on the same facts */
    public List<TrialRefusal> refusals(Function<C, Optional<Refused>> decision) {
        return tried.stream()
                .flatMap(each -> decision
                        .apply(each.checkpoint())
                        .map(refused -> new TrialRefusal(
                                each.property().name(), each.property().value(), refused.reason(), refused.reply()))
                        .stream())
                .toList();
    }

    /** True if some policy on trial is such a one. */
    public boolean any(Predicate<C> such) {
        return tried.stream().anyMatch(each -> such.test(each.checkpoint()));
    }
}
