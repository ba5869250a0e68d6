// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
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
record PolicyProperty<T>(
        Element<T> element, Function<PortPolicy, T> ofPolicy, List<Element<T>> stock, List<Element<T>> former) {
    PolicyProperty {
        stock = List.copyOf(stock);
        former = List.copyOf(former);
    }

    static <T> PolicyProperty<T> of(Element<T> element, Function<PortPolicy, T> ofPolicy) {
        return new PolicyProperty<>(element, ofPolicy, List.of(), List.of());
    }

    PolicyProperty<T> alsoWritten(List<Element<T>> elements) {
        return new PolicyProperty<>(element, ofPolicy, elements, former);
    }

    PolicyProperty<T> formerly(Element<T> name) {
        return new PolicyProperty<>(element, ofPolicy, stock, List.of(name));
    }
}
