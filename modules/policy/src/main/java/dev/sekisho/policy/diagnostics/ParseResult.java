// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import java.util.Optional;
import java.util.function.Function;

/** What a text that somebody wrote was read as. */
public sealed interface ParseResult<T> {
    /** The value; empty if the text was refused. */
    Optional<T> taken();

    /** Reads on with what was taken. */
    <U> ParseResult<U> then(Function<T, ParseResult<U>> next);

    /**
     * It has a meaning.
     *
     * @param value what it means
     */
    record Taken<T>(T value) implements ParseResult<T> {
        @Override
        public Optional<T> taken() {
            return Optional.of(value);
        }

        @Override
        public <U> ParseResult<U> then(Function<T, ParseResult<U>> next) {
            return next.apply(value);
        }
    }

    /**
     * It has none that is taken here.
     *
     * @param fault what is wrong with it, to stand behind its name, such as {@code has a blank}
     * @param wanted what to write instead
     */
    record Refused<T>(String fault, String wanted) implements ParseResult<T> {
        @Override
        public Optional<T> taken() {
            return Optional.empty();
        }

        @Override
        public <U> ParseResult<U> then(Function<T, ParseResult<U>> next) {
            return new Refused<>(fault, wanted);
        }
    }
}
