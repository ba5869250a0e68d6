// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.client;

import dev.sekisho.policy.pin.Pin;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an outgoing connection insists on in the server's certificate. */
public sealed interface TlsDemand {
    /** What the function for this demand makes of it. */
    <T> T fold(Function<Pinned, T> pinned, Supplier<T> verified, Supplier<T> required);

    /**
     * The leaf's key is one of these. Name, dates and issuer do not matter.
     *
     * @param pins at least one
     */
    record Pinned(Set<Pin> pins) implements TlsDemand {
        public Pinned {
            pins = Set.copyOf(pins);
            if (pins.isEmpty()) {
                throw new IllegalArgumentException("a pinned server needs at least one pin");
            }
        }

        @Override
        public <T> T fold(Function<Pinned, T> pinned, Supplier<T> verified, Supplier<T> required) {
            return pinned.apply(this);
        }
    }

    /** The chain leads to a known authority (RFC 5280 6), and the leaf names the host (RFC 9525). */
    record Verified() implements TlsDemand {
        @Override
        public <T> T fold(Function<Pinned, T> pinned, Supplier<T> verified, Supplier<T> required) {
            return verified.get();
        }
    }

    /** Any certificate is accepted: this protects from eavesdropping, not from an impostor. */
    record Required() implements TlsDemand {
        @Override
        public <T> T fold(Function<Pinned, T> pinned, Supplier<T> verified, Supplier<T> required) {
            return required.get();
        }
    }
}
