// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of a recipient after an attempt: its status in the queue from now on, and why.
 *
 * @param status delivered, failed, waiting or unmet
 * @param host the server that was tried; empty if none was
 * @param reason what it said, or what went wrong
 * @param retry when and how it goes on; empty for a status that is final
 * @param keys which keys it is held for
 */
public record RecipientUpdate(
        RecipientStatus status, Optional<String> host, String reason, Optional<Retry> retry, KeyMismatch keys) {
    public RecipientUpdate {
        if (status.isFinal() != retry.isEmpty()) {
            throw new IllegalArgumentException(status + " with " + retry);
        }
    }

    /**
     * How a recipient goes on that is neither delivered nor failed.
     *
     * @param next when it is tried, or looked at, again
     * @param attempts how many there were
     * @param warned whether the sender got a DSN about the delay
     */
    public record Retry(Instant next, int attempts, boolean warned) {}

    /**
     * The keys of a server that is not what the route demands.
     *
     * @param presented the key that the server presented
     * @param expected those that would have done
     */
    public record KeyMismatch(Optional<Pin> presented, List<Pin> expected) {
        /** Of a recipient that is not held for a key. */
        public static final KeyMismatch NONE = new KeyMismatch(Optional.empty(), List.of());

        public KeyMismatch {
            expected = List.copyOf(expected);
        }
    }

    /** The next server has it. */
    public static RecipientUpdate delivered(Optional<String> host, String reason) {
        return new RecipientUpdate(RecipientStatus.DELIVERED, host, reason, Optional.empty(), KeyMismatch.NONE);
    }

    /** It cannot be delivered; the sender got a bounce, or wanted none. */
    public static RecipientUpdate failed(Optional<String> host, String reason) {
        return new RecipientUpdate(RecipientStatus.FAILED, host, reason, Optional.empty(), KeyMismatch.NONE);
    }

    /** To be tried again. */
    public static RecipientUpdate waiting(Optional<String> host, String reason, Retry retry) {
        return new RecipientUpdate(RecipientStatus.WAITING, host, reason, Optional.of(retry), KeyMismatch.NONE);
    }

    /** Held: what the route demands is not there. */
    public static RecipientUpdate unmet(Optional<String> host, String reason, KeyMismatch keys, Retry retry) {
        return new RecipientUpdate(RecipientStatus.UNMET, host, reason, Optional.of(retry), keys);
    }
}
