// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Small bodies that this process has committed just now, for who reads them next: the spooler, and whoever sends them on. An id is never
 * given out twice and a body never changes, so that what is here is right, and only as much of it is kept as fits. For any thread.
 */
final class RecentBodyCache {
    private static final int MOST_OCTETS = 4 << 20;

    private final Map<Long, byte[]> byId = new LinkedHashMap<>();
    private int octets;

    /** After its commit, not before: an id that was rolled back is given out again. */
    synchronized void add(long id, byte[] body) {
        if (byId.putIfAbsent(id, body) == null) {
            octets += body.length;
        }
        Iterator<byte[]> eldest = byId.values().iterator();
        while (octets > MOST_OCTETS) {
            octets -= eldest.next().length;
            eldest.remove();
        }
    }

    synchronized Optional<byte[]> get(long id) {
        return Optional.ofNullable(byId.get(id));
    }
}
