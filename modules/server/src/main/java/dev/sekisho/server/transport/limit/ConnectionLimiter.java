// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import dev.sekisho.policy.limit.ConnectionLimits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the open connections of one listener: in all; of clients that have not logged in, by address; and of users, by user and address. So
 * many users behind one address do not take each other's places. Safe for all threads.
 */
public final class ConnectionLimiter {
    private final ConnectionLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<ClientNetwork, Integer> strangers = new ConcurrentHashMap<>();
    private final Map<UserAt, Integer> users = new ConcurrentHashMap<>();

    /** Counts up to the given limits. */
    public ConnectionLimiter(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** A user at an address. */
    private record UserAt(String user, ClientNetwork address) {}

    /** A connection that wants to be counted. @param identified is run when its first user is known */
    public Place place(ClientNetwork address, Runnable identified) {
        return new Place(address, identified);
    }

    /** Connections open now. */
    public int open() {
        return open.get();
    }

    /** One connection's place among those that are counted. */
    public final class Place {
        private final ClientNetwork address;
        private final Runnable whenIdentified;
        private boolean entered;
        private @Nullable UserAt user;

        private Place(ClientNetwork address, Runnable whenIdentified) {
            this.address = address;
            this.whenIdentified = whenIdentified;
        }

        /** Counts the connection in; says why if it is one too many, and does not count it then. */
        public synchronized Optional<String> enter() {
            if (open.incrementAndGet() > limits.open()) {
                open.decrementAndGet();
                return Optional.of("the listener has its " + limits.open() + " connections");
            }
            try {
                if (!countIn(strangers, address, limits.openPerAddress())) {
                    open.decrementAndGet();
                    return Optional.of(address + " has its " + limits.openPerAddress() + " connections");
                }
            } catch (Throwable e) {
                open.decrementAndGet();
                throw e;
            }
            entered = true;
            return Optional.empty();
        }

        /** Counts the connection as one of a user from now on; says why if it is one too many, and leaves it as it was then. */
        public synchronized Optional<String> identified(String name) {
            UserAt next = new UserAt(name, address);
            if (!entered || next.equals(user)) {
                return Optional.empty();
            }
            if (!countIn(users, next, limits.openPerUser())) {
                return Optional.of(name + " has " + limits.openPerUser() + " connections from " + address);
            }
            countOut();
            if (user == null) {
                whenIdentified.run();
            }
            user = next;
            return Optional.empty();
        }

        /** Counts the connection out. */
        public synchronized void leave() {
            if (entered) {
                entered = false;
                open.decrementAndGet();
                countOut();
            }
        }

        private void countOut() {
            if (user == null) {
                countOut(strangers, address);
            } else {
                countOut(users, user);
            }
        }

        private static <K> boolean countIn(Map<K, Integer> counts, K key, int most) {
            boolean fits = counts.merge(key, 1, Integer::sum) <= most;
            if (!fits) {
                countOut(counts, key);
            }
            return fits;
        }

        private static <K> void countOut(Map<K, Integer> counts, K key) {
            counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
