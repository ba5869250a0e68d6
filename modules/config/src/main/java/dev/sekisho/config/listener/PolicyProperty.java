// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.policy.PortPolicy;
import java.util.List;
import java.util.function.Function;

/**
 * A property of a policy that a listener may override.
 *
 * @param element how it is written inside {@code <policy>}
 * @param ofPolicy what a policy says
 * @param jamesElements how James writes the same, beside {@code <policy>}; empty if James has no such setting
 * @param former how it was written inside {@code <policy>} before; still read, with a warning
 */
public record PolicyProperty<T>(
        ElementSchema<T> element,
        Function<PortPolicy, T> ofPolicy,
        List<ElementSchema<T>> jamesElements,
        List<ElementSchema<T>> former) {
    public PolicyProperty {
        jamesElements = List.copyOf(jamesElements);
        former = List.copyOf(former);
    }

    /** A property that is written in one way. */
    static <T> PolicyProperty<T> of(String name, ValueType<T> type, String meaning, Function<PortPolicy, T> ofPolicy) {
        ElementSchema<T> element = ElementSchema.of(name, type, meaning, "that of the policy");
        return new PolicyProperty<>(element, ofPolicy, List.of(), List.of());
    }

    PolicyProperty<T> alsoWritten(List<ElementSchema<T>> elements) {
        return new PolicyProperty<>(element, ofPolicy, elements, former);
    }

    PolicyProperty<T> formerly(ElementSchema<T> name) {
        return new PolicyProperty<>(element, ofPolicy, jamesElements, List.of(name));
    }
}
