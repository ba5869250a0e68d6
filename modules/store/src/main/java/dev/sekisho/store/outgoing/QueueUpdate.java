// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is written down of a recipient after something was done for it. */
public sealed interface QueueUpdate {
    /** The server that was tried; empty if none was. */
    Optional<String> host();

    /** What it said, or what went wrong. */
    String reason();

    /** The next server has it. */
    record Delivered(Optional<String> host, String reason) implements QueueUpdate {}

    /** It never will; the sender has been told, or did not want to be. */
    record Failed(Optional<String> host, String reason) implements QueueUpdate {}

    /**
     * To be tried again.
     *
     * @param next when
     * @param attempts how many there were
     * @param warned whether the sender was told of the delay
     */
    record Later(Optional<String> host, String reason, Instant next, int attempts, boolean warned)
            implements QueueUpdate {}

    /**
     * Held: what the route demands is not there.
     *
     * @param presented the key that the server presented
     * @param expected those that would have done
     * @param next when it is looked at again
     * @param attempts how many there were
     * @param warned whether the sender was told of the delay
     */
    record Held(
            Optional<String> host,
            String reason,
            Optional<Pin> presented,
            List<Pin> expected,
            Instant next,
            int attempts,
            boolean warned)
            implements QueueUpdate {
        public Held {
            expected = List.copyOf(expected);
        }
    }
}
