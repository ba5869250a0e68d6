// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * In which order things are served of which each belongs to an address and an account: in rounds, each of which has at most one of an address and one of
 * an account. Who has many waiting makes nobody else wait longer than one. Confined to one thread.
 *
 * @param <T> what is served
 */
final class FairOrder<T> {
    private final PriorityQueue<Entry<T>> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Entry<T> entry) -> entry.round()).thenComparingLong(Entry::number));
    private final Map<Object, Long> nextRounds = new HashMap<>();
    private final Map<Object, Integer> counts = new HashMap<>();
    private long round;
    private long added;

    /** A thing with its place. */
    private record Entry<T>(long round, long number, Object address, Object account, T thing) {}

    /** Puts a thing behind those of the same address and those of the same account. */
    void add(Object address, Object account, T thing) {
        long mine = Math.max(round, Math.max(next(address), next(account)));
        waiting.add(new Entry<>(mine, added++, address, account, thing));
        entered(address, mine);
        entered(account, mine);
    }

    private long next(Object key) {
        return nextRounds.getOrDefault(key, round);
    }

    private void entered(Object key, long in) {
        nextRounds.put(key, in + 1);
        counts.merge(key, 1, Integer::sum);
    }

    /** Takes the next one; empty if none waits. */
    Optional<T> take() {
        Entry<T> entry = waiting.poll();
        if (entry == null) {
            return Optional.empty();
        }
        round = entry.round();
        left(entry.address());
        left(entry.account());
        return Optional.of(entry.thing());
    }

    private void left(Object key) {
        if (counts.merge(key, -1, Integer::sum) == 0) {
            counts.remove(key);
            nextRounds.remove(key);
        }
    }

    int size() {
        return waiting.size();
    }

    /** How many addresses and accounts are remembered. */
    int remembered() {
        return counts.size();
    }
}
