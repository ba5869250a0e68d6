// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

/**
 * An attribute that an element may have.
 *
 * @param name the name as written
 * @param type what its value is
 * @param meaning one sentence, for the reference
 * @param required true if the element is a problem without it
 */
public record AttributeSchema<T>(String name, ValueType<T> type, String meaning, boolean required) {
    /** An attribute that may be left out. */
    public static <T> AttributeSchema<T> optional(String name, ValueType<T> type, String meaning) {
        return new AttributeSchema<>(name, type, meaning, false);
    }

    /** An attribute that must be there. */
    public static <T> AttributeSchema<T> required(String name, ValueType<T> type, String meaning) {
        return new AttributeSchema<>(name, type, meaning, true);
    }
}
