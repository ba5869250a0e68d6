// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TriedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a listener has on trial. A value that is not stricter than the one in force is a problem, as is one that would show nothing. */
final class TrialReader {
    private static final String EXPECTED = "write a stricter value, or remove it";

    private TrialReader() {}

    /** The properties on trial beside a policy. */
    static List<TriedProperty> read(ConfigSection listener, ListenerSchema schema, PortPolicy inForce) {
        Optional<ConfigSection> trial =
                listener.section(schema.policy()).flatMap(policy -> policy.section(PolicySchema.TRIAL));
        if (trial.isEmpty()) {
            return List.of();
        }
        PolicySchema.PROPERTIES.forEach(property -> refuseNotTriable(trial.get(), property));
        List<TriedProperty> tried = new ArrayList<>();
        TrialSchema.TRIABLE.forEach(
                property -> read(trial.get(), property, inForce).ifPresent(tried::add));
        return tried;
    }

    private static <T> void refuseNotTriable(ConfigSection trial, PolicyProperty<T> property) {
        Optional<String> why = Optional.ofNullable(
                TrialSchema.NOT_TRIABLE.get(property.element().name()));
        why.ifPresent(reason -> trial.value(property.element())
                .ifPresent(found -> trial.refuse(
                        found,
                        found.shown() + " cannot be on trial: " + reason,
                        "on trial can be " + String.join(", ", TrialSchema.triable()))));
    }

    private static <T> Optional<TriedProperty> read(
            ConfigSection trial, TrialProperty<T> property, PortPolicy inForce) {
        Optional<ParsedValue<T>> found = trial.value(property.property().element());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> fault = property.fault(inForce, found.get());
        if (fault.isPresent()) {
            trial.refuse(found.get(), fault.get(), EXPECTED);
            return Optional.empty();
        }
        try {
            return Optional.of(property.tried(inForce, found.get().value()));
        } catch (IllegalArgumentException contradiction) {
            trial.refuse(found.get(), found.get().shown() + " on trial: " + contradiction.getMessage(), EXPECTED);
            return Optional.empty();
        }
    }
}
