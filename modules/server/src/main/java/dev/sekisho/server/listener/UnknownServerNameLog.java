// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.server.UnknownNameObserver;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of the TLS names that clients of one listener ask for and no identity has: each name once an hour, and a bounded number of
 * lines a minute, so that who sends many cannot fill it. For any thread.
 */
final class UnknownServerNameLog implements UnknownNameObserver {
    private static final Logger LOGGER = LoggerFactory.getLogger(UnknownServerNameLog.class);
    private static final Duration SAME_NAME = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    static final int LINES_IN_A_WINDOW = 10;
    private static final int REMEMBERED = 200;

    private final ListenerName listener;
    private final InstantSource clock;
    private final Map<RequestedServerName, Instant> logged = new LinkedHashMap<>();
    private Instant windowBegan = Instant.MIN;
    private int lines;
    private long suppressed;

    UnknownServerNameLog(ListenerName listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void unknown(RequestedServerName name, SocketAddress client, List<HostPattern> presented) {
        long before = suppressedBefore(name);
        if (before < 0) {
            return;
        }
        LOGGER.warn(
                "listener {}: client {} asks for the TLS name {}, which no identity of tls.xml has; {}{}",
                listener,
                client,
                name,
                presented.isEmpty()
                        ? "its handshake is refused"
                        : "it gets the default certificate, for " + presented + ", and may refuse it",
                before == 0 ? "" : " (" + before + " more such handshakes were not logged)");
    }

    /** How many handshakes were not logged since the last line; negative if this one is not to be logged either. */
    private synchronized long suppressedBefore(RequestedServerName name) {
        Instant now = clock.instant();
        if (!now.isBefore(windowBegan.plus(WINDOW))) {
            windowBegan = now;
            lines = 0;
        }
        Instant last = logged.get(name);
        boolean again = last != null && now.isBefore(last.plus(SAME_NAME));
        if (again || lines >= LINES_IN_A_WINDOW) {
            suppressed++;
            return -1;
        }
        lines++;
        remember(name, now);
        long before = suppressed;
        suppressed = 0;
        return before;
    }

    private void remember(RequestedServerName name, Instant now) {
        logged.remove(name);
        if (logged.size() >= REMEMBERED) {
            logged.remove(logged.keySet().iterator().next());
        }
        logged.put(name, now);
    }
}
