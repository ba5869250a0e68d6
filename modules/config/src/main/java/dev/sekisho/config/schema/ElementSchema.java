// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import java.util.List;
import java.util.Optional;

/**
 * An element that a file may have.
 *
 * @param name the name as written
 * @param type what its own text is
 * @param description what the reference says of it
 * @param many true if it may stand more than once in its parent
 * @param open true if what is inside is not ours to check, such as the settings of a handler
 * @param note why it has no meaning here; empty if it has
 * @param attributes the attributes it may have
 * @param children the elements it may hold
 */
public record ElementSchema<T>(
        String name,
        ValueType<T> type,
        Description description,
        boolean many,
        boolean open,
        Optional<String> note,
        List<AttributeSchema<?>> attributes,
        List<ElementSchema<?>> children) {

    /**
     * What the reference says of an element.
     *
     * @param meaning one sentence
     * @param otherwise what holds where it is left out
     */
    public record Description(String meaning, String otherwise) {}

    public ElementSchema {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** An element with a text of its own. */
    public static <T> ElementSchema<T> of(String name, ValueType<T> type, String meaning, String otherwise) {
        return new ElementSchema<>(
                name, type, new Description(meaning, otherwise), false, false, Optional.empty(), List.of(), List.of());
    }

    /** An element that holds others. */
    public static ElementSchema<String> holding(String name, String meaning, List<ElementSchema<?>> children) {
        return of(name, ValueTypes.NOTHING, meaning, "").with(children);
    }

    /** An element that James reads and Sekisho has no use for; {@code why} is reported where it is found. */
    public static ElementSchema<String> noted(String name, String why) {
        return new ElementSchema<>(
                name, ValueTypes.ANY, new Description(why, ""), false, false, Optional.of(why), List.of(), List.of());
    }

    /** The same element, which may stand more than once. */
    public ElementSchema<T> repeated() {
        return new ElementSchema<>(name, type, description, true, open, note, attributes, children);
    }

    /** The same element, whose inside is not checked. */
    public ElementSchema<T> unchecked() {
        return new ElementSchema<>(name, type, description, many, true, note, attributes, children);
    }

    /** The same element with attributes. */
    public ElementSchema<T> having(AttributeSchema<?>... these) {
        return new ElementSchema<>(name, type, description, many, open, note, List.of(these), children);
    }

    /** The same element with children. */
    public ElementSchema<T> with(List<ElementSchema<?>> these) {
        return new ElementSchema<>(name, type, description, many, open, note, attributes, these);
    }

    /** The name in angle brackets. */
    public String tag() {
        return "<" + name + ">";
    }
}
