// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.function.Function;

/**
 * What was asked for has been done and is durable, or nothing of it has been done.
 *
 * @param <T> what there is to tell
 */
public sealed interface WriteResult<T> {

    /** It was done. */
    static <T> WriteResult<T> done(T value) {
        return new Done<>(value);
    }

    /** It was not done. */
    static <T> WriteResult<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** Goes on with either. */
    <R> R fold(Function<? super T, ? extends R> done, Function<Refusal, ? extends R> refused);

    /** It is durable. */
    record Done<T>(T value) implements WriteResult<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> done, Function<Refusal, ? extends R> refused) {
            return done.apply(value);
        }
    }

    /** It was not done. */
    record Refused<T>(Refusal refusal) implements WriteResult<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> done, Function<Refusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }
}
