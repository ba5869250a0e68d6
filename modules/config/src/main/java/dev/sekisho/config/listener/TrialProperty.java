// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.Strictness;
import dev.sekisho.policy.TriedProperty;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A property that can have a stricter value on trial: commands are decided by it.
 *
 * @param property the property
 * @param protocols the protocols in which commands are decided by it
 * @param order how one value stands to another
 * @param hidden why a stricter value on trial shows nothing beside the one in force; given first the value on trial
 * @param laid lays a value over a policy
 */
record TrialProperty<T>(
        PolicyProperty<T> property,
        Set<Protocol> protocols,
        BiFunction<T, T, Strictness> order,
        BiFunction<T, T, Optional<String>> hidden,
        BiFunction<PortPolicy, T, PortPolicy> laid) {
    TrialProperty {
        protocols = Set.copyOf(protocols);
    }

    /** The property with its value on trial. @throws IllegalArgumentException if that contradicts the policy */
    TriedProperty tried(PortPolicy inForce, T value) {
        return new TriedProperty(
                property.element().name(),
                written(value),
                written(property.ofPolicy().apply(inForce)),
                laid.apply(inForce, value));
    }

    /** Why a value cannot be on trial beside the one in force; empty if it can. */
    Optional<String> fault(PortPolicy inForce, ParsedValue<T> found) {
        T now = property.ofPolicy().apply(inForce);
        if (!protocols.contains(inForce.protocol())) {
            return Optional.of(found.shown() + ": in " + inForce.protocol() + " no command is decided by it");
        }
        return switch (order.apply(found.value(), now)) {
            case STRICTER -> hidden.apply(found.value(), now).map(why -> found.shown() + " shows nothing: " + why);
            case EQUAL -> Optional.of(found.shown() + " is in force already");
            case LOOSER -> Optional.of(found.shown() + " is looser than " + written(now) + ", which is in force");
            case INCOMPARABLE ->
                Optional.of(found.shown() + " is neither stricter nor looser than " + written(now)
                        + ", which is in force: each refuses what the other accepts");
        };
    }

    private String written(T value) {
        return property.element().type().writing().apply(value);
    }
}
