// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.relay.client.SmtpClientSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many are at each destination, and the connections that are kept for the next message. For any thread. */
public final class ConnectionPool implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final DestinationLimits limits;
    private final Clock clock;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<Key, Deque<Kept>> kept = new HashMap<>();

    /**
     * What makes a connection fit for a message: the same terms.
     *
     * @param route the route, which has the demand and the login
     * @param destination the destination
     */
    public record Key(String route, String destination) {}

    private record Kept(SmtpClientSession session, Instant since) {}

    /** Nothing is open yet. */
    public ConnectionPool(DestinationLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** The destinations at which as much is done as may be. */
    public synchronized Set<String> busy() {
        return underWay.entrySet().stream()
                .filter(each -> each.getValue() >= limits.connections())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Something begins at a destination. */
    public synchronized void begin(String destination) {
        underWay.merge(destination, 1, Integer::sum);
    }

    /** It has ended. */
    public synchronized void end(String destination) {
        underWay.computeIfPresent(destination, (name, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /** How much is under way in all. */
    public synchronized int count() {
        return underWay.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether one more may begin there. */
    public synchronized boolean mayBegin(String destination) {
        return underWay.getOrDefault(destination, 0) < limits.connections();
    }

    /** A connection that was kept. */
    public synchronized Optional<SmtpClientSession> take(Key key) {
        Deque<Kept> sessions = kept.getOrDefault(key, new ArrayDeque<>());
        while (!sessions.isEmpty()) {
            Kept last = sessions.removeLast();
            if (!old(last)) {
                return Optional.of(last.session());
            }
            last.session().close();
        }
        return Optional.empty();
    }

    /** Keeps a connection for the next message, or closes it. */
    public void giveBack(Key key, SmtpClientSession session) {
        if (!session.usable() || session.messages() >= limits.messages()) {
            session.close();
            return;
        }
        synchronized (this) {
            kept.computeIfAbsent(key, absent -> new ArrayDeque<>()).addLast(new Kept(session, clock.instant()));
        }
    }

    /** Closes what was kept for too long; to be called about once a second. */
    public synchronized void tidy() {
        Iterator<Deque<Kept>> all = kept.values().iterator();
        while (all.hasNext()) {
            Deque<Kept> sessions = all.next();
            sessions.removeIf(each -> {
                boolean old = old(each);
                if (old) {
                    each.session().close();
                }
                return old;
            });
            if (sessions.isEmpty()) {
                all.remove();
            }
        }
    }

    private boolean old(Kept each) {
        return each.since().isBefore(clock.instant().minus(KEPT))
                || !each.session().usable();
    }

    @Override
    public synchronized void close() {
        kept.values()
                .forEach(sessions -> sessions.forEach(each -> each.session().close()));
        kept.clear();
    }
}
