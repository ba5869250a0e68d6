// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.relay.client.HandshakeResult;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is going on at each address. A server that says nothing, or falls silent in the middle of a message, may be the exchanger of very many domains; it must not
 * hold all that sends, nor may so many domains point us at somebody else's server. So an address has no more connections that are being opened than a destination
 * may have open, twice as many with those over which a message is being sent, and none for a while after one could not be opened; then a single one finds out. For
 * any thread.
 */
public final class ConnectionThrottle {
    /** Whoever finds no room comes again after as long as the first one has been waiting, and not before this. */
    private static final Duration SOONEST = Duration.ofSeconds(1);

    /** Far less than what may be under way in all, whatever a destination may have. */
    private static final int MOST = 25;

    private static final Duration BUSY = Duration.ofSeconds(10);

    private final int most;
    private final Duration pause;
    private final Clock clock;
    private final Map<InetSocketAddress, Slot> slots = new HashMap<>();
    private final Map<InetSocketAddress, Integer> messages = new HashMap<>();

    /**
     * No connection may be opened to an address now.
     *
     * @param until when it is worth another try
     * @param failure why
     */
    public record Throttled(Instant until, DeliveryFailure failure) {}

    /** @param since when each of the connections was begun, the first one first */
    private record Slot(Deque<Instant> since, Optional<Throttled> failed) {}

    /**
     * Nothing is being opened yet.
     *
     * @param most so many connections a destination may have, and so many are being opened to an address at once
     * @param pause for so long an address is left alone after one could not be opened
     */
    public ConnectionThrottle(int most, Duration pause, Clock clock) {
        this.most = Math.min(most, MOST);
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * A connection is to be opened.
     *
     * @param asked whether somebody has asked for it, so that no pause stands in its way
     * @return why not; if this is empty, {@link #end} is to be called once it is open, or is known not to be
     */
    public synchronized Optional<Throttled> begin(InetSocketAddress address, boolean asked) {
        Instant now = clock.instant();
        Slot slot = slots.computeIfAbsent(address, absent -> new Slot(new ArrayDeque<>(), Optional.empty()));
        Optional<Throttled> paused = slot.failed().filter(throttled -> !asked && now.isBefore(throttled.until()));
        if (paused.isPresent()) {
            return paused;
        }
        int room = slot.failed().isPresent() ? 1 : most;
        if (slot.since().size() >= room) {
            return Optional.of(full(slot, now));
        }
        if (slot.since().size() + messages.getOrDefault(address, 0) >= 2 * most) {
            return Optional.of(new Throttled(
                    now.plus(BUSY),
                    new DeliveryFailure.Broken("as many messages are on their way to it at once as may be")));
        }
        slot.since().addLast(now);
        return Optional.empty();
    }

    private static Throttled full(Slot slot, Instant now) {
        Duration waiting = Duration.between(slot.since().element(), now);
        return new Throttled(
                now.plus(waiting.compareTo(SOONEST) < 0 ? SOONEST : waiting),
                slot.failed()
                        .map(Throttled::failure)
                        .orElseGet(() -> new DeliveryFailure.Broken(
                                "as many connections to it are being opened as may be; it has let the first wait for "
                                        + waiting.toSeconds() + " s")));
    }

    /** A connection was opened, and a message is sent over it: {@link #sent} is to be called. Or it could not be. */
    public synchronized void end(InetSocketAddress address, HandshakeResult opened) {
        Slot slot = slots.get(address);
        if (slot == null) {
            return;
        }
        slot.since().poll();
        if (opened.failure().isEmpty()) {
            sending(address);
        }
        Optional<Throttled> failed =
                dead(opened).map(failure -> new Throttled(clock.instant().plus(pause), failure));
        if (failed.isEmpty() && slot.since().isEmpty()) {
            slots.remove(address);
        } else {
            slots.put(address, new Slot(slot.since(), failed));
        }
    }

    /** A message is sent over a connection to this address that was kept. */
    public synchronized void sending(InetSocketAddress address) {
        messages.merge(address, 1, Integer::sum);
    }

    /** It is not any more, whatever came of it. */
    public synchronized void sent(InetSocketAddress address) {
        messages.computeIfPresent(address, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /** Whether it would be the same for everybody: what a server says, or which key it presents, may be another thing for another route. */
    private static Optional<DeliveryFailure> dead(HandshakeResult opened) {
        return opened.failure()
                .filter(failure ->
                        failure instanceof DeliveryFailure.Unreachable || failure instanceof DeliveryFailure.Silent);
    }

    /** Forgets what failed long ago; to be called now and then. */
    public synchronized void tidy() {
        Instant longAgo = clock.instant().minus(pause);
        slots.values()
                .removeIf(slot -> slot.since().isEmpty()
                        && slot.failed()
                                .filter(throttled -> throttled.until().isAfter(longAgo))
                                .isEmpty());
    }
}
