// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of one listener, in all and by address. Safe for all threads. */
public final class ConnectionLimiter {
    private final int limit;
    private final int limitPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<ClientNetwork, Integer> perAddress = new ConcurrentHashMap<>();

    /** Counts up to the given limits. */
    public ConnectionLimiter(int limit, int limitPerAddress) {
        this.limit = limit;
        this.limitPerAddress = limitPerAddress;
    }

    /** Counts a connection in; says why if it is one too many, and does not count it then. */
    public Optional<String> enter(ClientNetwork address) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return Optional.of("the listener has its " + limit + " connections");
        }
        if (countIn(address) > limitPerAddress) {
            leave(address);
            return Optional.of(address + " has its " + limitPerAddress + " connections");
        }
        return Optional.empty();
    }

    private int countIn(ClientNetwork address) {
        try {
            return perAddress.merge(address, 1, Integer::sum);
        } catch (Throwable e) {
            open.decrementAndGet();
            throw e;
        }
    }

    /** Counts a connection out. */
    public void leave(ClientNetwork address) {
        open.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Connections open now. */
    public int open() {
        return open.get();
    }
}
