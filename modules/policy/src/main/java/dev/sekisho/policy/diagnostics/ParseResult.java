// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import java.util.Optional;
import java.util.function.Function;

/** The result of parsing a text that somebody wrote: its value, or why there is none. */
public sealed interface ParseResult<T> {
    /** The value; empty if the text was rejected. */
    Optional<T> toOptional();

    /** Goes on with the value, or keeps the rejection. */
    <U> ParseResult<U> then(Function<T, ParseResult<U>> next);

    /**
     * The text has a meaning.
     *
     * @param value its meaning
     */
    record Parsed<T>(T value) implements ParseResult<T> {
        @Override
        public Optional<T> toOptional() {
            return Optional.of(value);
        }

        @Override
        public <U> ParseResult<U> then(Function<T, ParseResult<U>> next) {
            return next.apply(value);
        }
    }

    /**
     * The text was rejected.
     *
     * @param fault what is wrong with it, to stand behind its name, such as {@code has a blank}
     * @param wanted what to write instead
     */
    record Rejected<T>(String fault, String wanted) implements ParseResult<T> {
        @Override
        public Optional<T> toOptional() {
            return Optional.empty();
        }

        @Override
        public <U> ParseResult<U> then(Function<T, ParseResult<U>> next) {
            return new Rejected<>(fault, wanted);
        }
    }
}
