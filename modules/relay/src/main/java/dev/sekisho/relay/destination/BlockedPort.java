// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import java.util.HashSet;
import java.util.Set;

/**
 * Notices that nobody can be reached on port 25: many providers block it for their customers (outbound port 25 blocking, OP25B). For any thread.
 */
public final class BlockedPort {
    /** So many destinations that have nothing to do with each other, and none in between that was reached. */
    static final int ENOUGH = 3;

    private final int watched;
    private final Set<String> unreachable = new HashSet<>();

    /** @param watched the port that mail exchangers are at: 25 */
    public BlockedPort(int watched) {
        this.watched = watched;
    }

    /** Notes whether a TCP connection came about. */
    public synchronized void connected(String destination, int port, boolean success) {
        if (port != watched) {
            return;
        }
        if (success) {
            unreachable.clear();
        } else if (unreachable.size() < ENOUGH) {
            unreachable.add(organisation(destination));
        }
    }

    /** Whether the port appears blocked. */
    public synchronized boolean appearsBlocked() {
        return unreachable.size() >= ENOUGH;
    }

    /** Two domains of one owner prove no more than one: the last two labels stand for the owner. */
    private static String organisation(String domain) {
        String[] labels = domain.split("\\.");
        return labels.length < 2 ? domain : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
