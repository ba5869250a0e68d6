// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import java.util.Optional;

/**
 * What a listener says in place of its policy: in its {@code <policy>}, or in elements of James.
 *
 * @param listener the listener
 * @param schema what may stand in it
 * @param base the policy without what is overridden
 */
record PolicyOverrides(ConfigSection listener, ListenerSchema schema, PortPolicy base) {

    /** The value of a property: the listener's own, else that of its policy. What is written twice is a problem. */
    <T> T value(PolicyProperty<T> property) {
        T usual = property.ofPolicy().apply(base);
        Optional<ParsedValue<T>> own = own(property);
        Optional<ParsedValue<T>> ofJames = ofJames(property, usual);
        if (own.isPresent() && ofJames.isPresent()) {
            listener.refuse(
                    own.get(), own.get().shown() + " repeats " + ofJames.get().shown(), "keep one of them");
        }
        return own.or(() -> ofJames).map(ParsedValue::value).orElse(usual);
    }

    /** What stands in {@code <policy>}. */
    <T> Optional<ParsedValue<T>> own(PolicyProperty<T> property) {
        return listener.section(schema.policy()).flatMap(section -> own(section, property));
    }

    /** By its name, or by a former one, which is reported. */
    private <T> Optional<ParsedValue<T>> own(ConfigSection policy, PolicyProperty<T> property) {
        Optional<ParsedValue<T>> found = policy.value(property.element());
        for (ElementSchema<T> former : property.former()) {
            Optional<ParsedValue<T>> old = policy.value(former);
            if (old.isEmpty()) {
                continue;
            }
            String now = written(property, old.get().value());
            if (found.isPresent()) {
                listener.refuse(
                        old.get(), former.tag() + " repeats " + found.get().shown(), "keep " + now);
            } else {
                listener.warn(old.get(), former.tag() + " is a former name", "write " + now);
                found = old;
            }
        }
        return found;
    }

    private static <T> String written(PolicyProperty<T> property, T value) {
        ElementSchema<T> element = property.element();
        return element.tag() + element.type().writing().apply(value) + "</" + element.name() + ">";
    }

    private <T> Optional<ParsedValue<T>> ofJames(PolicyProperty<T> property, T usual) {
        for (ElementSchema<T> element : property.jamesElements()) {
            Optional<ParsedValue<T>> found =
                    schema.listener().children().contains(element) ? listener.value(element) : Optional.empty();
            if (found.isPresent() && isZero(found.get().value())) {
                listener.warn(
                        found.get(),
                        found.get().shown() + " asks for no limit, but every port has one",
                        property.element().type().writing().apply(usual) + " applies; set <"
                                + property.element().name() + "> in the policy for another");
            } else if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isZero(Object value) {
        return value instanceof Number number && number.longValue() == 0;
    }
}
