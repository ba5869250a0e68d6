// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value that a text or an attribute may have.
 *
 * @param reading makes the value of a text; empty if the text is none
 * @param writing the text of a value, as the reference shows it
 * @param fault what a problem says of a text that is no such value
 * @param wanted what a problem says to write instead, also for the reference
 * @param secret true if the text must never be shown
 * @param hint what to do about a text that is no such value in a way that is often seen; empty where nothing more can be said of it
 * @param <T> the type of the value
 */
public record ValueType<T>(
        Function<String, Optional<T>> reading,
        Function<T, String> writing,
        String fault,
        String wanted,
        boolean secret,
        Function<String, Optional<String>> hint) {

    /** A kind of whose texts nothing is known but whether they can be read. */
    public ValueType(
            Function<String, Optional<T>> reading,
            Function<T, String> writing,
            String fault,
            String wanted,
            boolean secret) {
        this(reading, writing, fault, wanted, secret, text -> Optional.empty());
    }

    /** A kind whose values show themselves by {@code toString}. */
    public static <T> ValueType<T> of(Function<String, Optional<T>> reading, String fault, String wanted) {
        return new ValueType<>(reading, String::valueOf, fault, wanted, false);
    }

    /** The same kind, whose texts are never shown. */
    public ValueType<T> asSecret() {
        return new ValueType<>(reading, writing, fault, wanted, true, hint);
    }

    /** The same kind, which knows what is often written in its place. */
    public ValueType<T> withHint(Function<String, Optional<String>> hints) {
        return new ValueType<>(reading, writing, fault, wanted, secret, hints);
    }

    /** What is to be done about a text that is no such value. */
    String wantedFor(String text) {
        Optional<String> better = secret ? Optional.empty() : Hints.unseen(text).or(() -> hint.apply(text));
        return better.orElse(wanted);
    }
}
