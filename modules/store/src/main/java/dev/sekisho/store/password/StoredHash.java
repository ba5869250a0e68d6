// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.store.password.scheme.ForeignHash;
import dev.sekisho.store.password.scheme.ForeignHashReader;
import java.util.Optional;
import java.util.function.Function;

/** A hash as it is stored: one that this server made, or one of another system. */
public sealed interface StoredHash permits ScramHash, StoredHash.Foreign {

    /**
     * Reads what is stored.
     *
     * @throws IllegalArgumentException if it is of no known form, or would cost more than it may; the message does not repeat it
     */
    static StoredHash parse(String text) {
        Optional<ScramHash> own = ScramHash.find(text);
        return own.isPresent() ? own.get() : new Foreign(ForeignHashReader.read(text));
    }

    /** What is said of each kind. */
    <T> T fold(Function<ScramHash, T> own, Function<ForeignHash, T> foreign);

    /** The name of the scheme, for people. */
    default String scheme() {
        return fold(own -> ScramHash.SCHEME, ForeignHash::scheme);
    }

    /**
     * A hash of another system.
     *
     * @param hash what verifies it
     */
    record Foreign(ForeignHash hash) implements StoredHash {
        @Override
        public <T> T fold(Function<ScramHash, T> own, Function<ForeignHash, T> foreign) {
            return foreign.apply(hash);
        }
    }
}
