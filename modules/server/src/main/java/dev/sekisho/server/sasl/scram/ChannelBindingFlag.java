// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl.scram;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a client says of channel binding, in the first letter of its first message (RFC 5802 6). */
public sealed interface ChannelBindingFlag {
    /** Has the function of its kind take this. */
    <T> T fold(Supplier<T> none, Supplier<T> notOffered, Function<String, T> used);

    /** {@code n}: the client cannot. */
    record None() implements ChannelBindingFlag {
        @Override
        public <T> T fold(Supplier<T> none, Supplier<T> notOffered, Function<String, T> used) {
            return none.get();
        }
    }

    /** {@code y}: the client can, and takes the server for one that cannot. */
    record NotOffered() implements ChannelBindingFlag {
        @Override
        public <T> T fold(Supplier<T> none, Supplier<T> notOffered, Function<String, T> used) {
            return notOffered.get();
        }
    }

    /**
     * {@code p}: the client binds.
     *
     * @param type the kind of binding, such as {@code tls-server-end-point} (RFC 5929)
     */
    record Used(String type) implements ChannelBindingFlag {
        @Override
        public <T> T fold(Supplier<T> none, Supplier<T> notOffered, Function<String, T> used) {
            return used.apply(type);
        }
    }
}
