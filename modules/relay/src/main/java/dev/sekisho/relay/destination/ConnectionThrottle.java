// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.relay.client.DeliveryFailure;
import dev.sekisho.relay.client.HandshakeResult;
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
    private final Map<InetSocketAddress, Door> doors = new HashMap<>();
    private final Map<InetSocketAddress, Integer> messages = new HashMap<>();

    /**
     * No connection may be opened to an address now.
     *
     * @param until when it is worth another try
     * @param trouble why
     */
    public record Shut(Instant until, DeliveryFailure trouble) {}

    /** @param since when each of the connections was begun, the first one first */
    private record Door(Deque<Instant> since, Optional<Shut> failed) {}

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
    public synchronized Optional<Shut> begin(InetSocketAddress address, boolean asked) {
        Instant now = clock.instant();
        Door door = doors.computeIfAbsent(address, absent -> new Door(new ArrayDeque<>(), Optional.empty()));
        Optional<Shut> paused = door.failed().filter(shut -> !asked && now.isBefore(shut.until()));
        if (paused.isPresent()) {
            return paused;
        }
        int room = door.failed().isPresent() ? 1 : most;
        if (door.since().size() >= room) {
            return Optional.of(full(door, now));
        }
        if (door.since().size() + messages.getOrDefault(address, 0) >= 2 * most) {
            return Optional.of(new Shut(
                    now.plus(BUSY),
                    new DeliveryFailure.Broken("as many messages are on their way to it at once as may be")));
        }
        door.since().addLast(now);
        return Optional.empty();
    }

    private static Shut full(Door door, Instant now) {
        Duration waiting = Duration.between(door.since().element(), now);
        return new Shut(
                now.plus(waiting.compareTo(SOONEST) < 0 ? SOONEST : waiting),
                door.failed()
                        .map(Shut::trouble)
                        .orElseGet(() -> new DeliveryFailure.Broken(
                                "as many connections to it are being opened as may be; it has let the first wait for "
                                        + waiting.toSeconds() + " s")));
    }

    /** A connection was opened, and a message is sent over it: {@link #sent} is to be called. Or it could not be. */
    public synchronized void end(InetSocketAddress address, HandshakeResult opened) {
        Door door = doors.get(address);
        if (door == null) {
            return;
        }
        door.since().poll();
        if (opened instanceof HandshakeResult.Ready) {
            sending(address);
        }
        Optional<Shut> failed =
                dead(opened).map(trouble -> new Shut(clock.instant().plus(pause), trouble));
        if (failed.isEmpty() && door.since().isEmpty()) {
            doors.remove(address);
        } else {
            doors.put(address, new Door(door.since(), failed));
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
        return opened instanceof HandshakeResult.Failed failed
                        && (failed.trouble() instanceof DeliveryFailure.Unreachable
                                || failed.trouble() instanceof DeliveryFailure.Silent)
                ? Optional.of(failed.trouble())
                : Optional.empty();
    }

    /** Forgets what failed long ago; to be called now and then. */
    public synchronized void tidy() {
        Instant longAgo = clock.instant().minus(pause);
        doors.values()
                .removeIf(door -> door.since().isEmpty()
                        && door.failed()
                                .filter(shut -> shut.until().isAfter(longAgo))
                                .isEmpty());
    }
}
