// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.outgoing.RecipientUpdate.KeyMismatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One recipient of an outgoing message.
 *
 * @param id its row
 * @param envelope what the sender said of it
 * @param routeDestination by which route it goes where
 * @param status where it stands
 * @param schedule what was done for it so far, and when it goes on
 * @param order what the operator wants done with it
 * @param last the result of the last attempt
 */
public record OutgoingRecipient(
        long id,
        Envelope envelope,
        RouteDestination routeDestination,
        RecipientStatus status,
        Schedule schedule,
        Order order,
        LastAttempt last) {

    /**
     * What the sender said of a recipient.
     *
     * @param address the forward path
     * @param notices NOTIFY of RFC 3461
     * @param orcpt ORCPT of RFC 3461
     */
    public record Envelope(String address, Optional<String> notices, Optional<String> orcpt) {}

    /**
     * What was done for a recipient, and when it goes on.
     *
     * @param attempts how often it was tried
     * @param next when it is tried, or looked at, again
     * @param warned whether its sender got a DSN about the delay
     */
    public record Schedule(int attempts, Instant next, boolean warned) {}

    /**
     * What the operator wants done with a recipient.
     *
     * @param bounced whether it is to go back to its sender
     * @param stopping whether it is held once it is not under way any more
     */
    public record Order(boolean bounced, boolean stopping) {
        /** Nothing but to be delivered. */
        public static final Order NONE = new Order(false, false);
    }

    /**
     * What came of the last attempt.
     *
     * @param host the server that was tried
     * @param reason what that server said, or what went wrong
     * @param keys the key that the server presented, and those that would have done, where it is held for that
     */
    public record LastAttempt(Optional<String> host, Optional<String> reason, KeyMismatch keys) {
        /** There was none. */
        public static final LastAttempt NONE = new LastAttempt(Optional.empty(), Optional.empty(), KeyMismatch.NONE);
    }

    /** The forward path. */
    public String address() {
        return envelope.address();
    }

    /** NOTIFY of RFC 3461. */
    public Optional<String> notices() {
        return envelope.notices();
    }

    /** ORCPT of RFC 3461. */
    public Optional<String> orcpt() {
        return envelope.orcpt();
    }

    /** The name of the route it leaves by. */
    public String route() {
        return routeDestination.route();
    }

    /** What it shares connections with. */
    public String destination() {
        return routeDestination.destination();
    }

    /** How often it was tried. */
    public int attempts() {
        return schedule.attempts();
    }

    /** When it is tried, or looked at, again. */
    public Instant nextAttempt() {
        return schedule.next();
    }

    /** Whether its sender got a DSN about the delay. */
    public boolean warned() {
        return schedule.warned();
    }

    /** Whether the operator wants it back with its sender. */
    public boolean bounced() {
        return order.bounced();
    }

    /** Whether the operator holds it once it is not under way any more. */
    public boolean stopping() {
        return order.stopping();
    }

    /** The server that was tried last. */
    public Optional<String> host() {
        return last.host();
    }

    /** What that server said, or what went wrong. */
    public Optional<String> reason() {
        return last.reason();
    }

    /** The key that the server presented, where it is held for that. */
    public Optional<Pin> presented() {
        return last.keys().presented();
    }

    /** The keys that would have done. */
    public List<Pin> expected() {
        return last.keys().expected();
    }
}
