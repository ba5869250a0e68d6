// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import java.util.Optional;
import java.util.function.Function;

/** What a text that somebody wrote was read as. */
public sealed interface ParseResult<T> {
    /**
     * It has a meaning.
     *
     * @param value what it means
     */
    record Taken<T>(T value) implements ParseResult<T> {}

    /**
     * It has none that is taken here.
     *
     * @param fault what is wrong with it, to stand behind its name, such as {@code has a blank}
     * @param wanted what to write instead
     */
    record Refused<T>(String fault, String wanted) implements ParseResult<T> {
        <U> ParseResult<U> cast() {
            return new Refused<>(fault, wanted);
        }
    }

    /** The value; empty if the text was refused. */
    default Optional<T> taken() {
        return this instanceof Taken<T> taken ? Optional.of(taken.value()) : Optional.empty();
    }

    /** Reads on with what was taken. */
    default <U> ParseResult<U> then(Function<T, ParseResult<U>> next) {
        if (this instanceof Taken<T> taken) {
            return next.apply(taken.value());
        }
        return ((Refused<T>) this).cast();
    }
}
