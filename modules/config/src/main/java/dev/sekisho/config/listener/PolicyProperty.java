// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.policy.PortPolicy;
import java.util.List;
import java.util.function.Function;

/**
 * A property of a policy that a listener may override.
 *
 * @param element how it is written inside {@code <policy>}
 * @param ofPolicy what a policy says
 * @param stock how James writes the same, beside {@code <policy>}; empty if James has no such setting
 * @param former how it was written inside {@code <policy>} before; still read, with a warning
 */
public record PolicyProperty<T>(
        ElementSchema<T> element,
        Function<PortPolicy, T> ofPolicy,
        List<ElementSchema<T>> stock,
        List<ElementSchema<T>> former) {
    public PolicyProperty {
        stock = List.copyOf(stock);
        former = List.copyOf(former);
    }

    static <T> PolicyProperty<T> of(ElementSchema<T> element, Function<PortPolicy, T> ofPolicy) {
        return new PolicyProperty<>(element, ofPolicy, List.of(), List.of());
    }

    PolicyProperty<T> alsoWritten(List<ElementSchema<T>> elements) {
        return new PolicyProperty<>(element, ofPolicy, elements, former);
    }

    PolicyProperty<T> formerly(ElementSchema<T> name) {
        return new PolicyProperty<>(element, ofPolicy, stock, List.of(name));
    }
}
