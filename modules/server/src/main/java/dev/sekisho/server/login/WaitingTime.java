// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.time.Duration;

/**
 * How long a login waits for those under way, of which one at least may prove wrong: as long as others come to an end, but not without end. Confined
 * to a connection.
 */
final class WaitingTime {
    /** Between two tries. */
    static final Duration BETWEEN = Duration.ofMillis(150);

    /** Half a minute. */
    static final int MOST_TRIES_WITHOUT_AN_END = 200;

    /** Five minutes, without the time in which a try waits for its turn. */
    static final int MOST_TRIES = 2_000;

    private int tries;
    private int withoutAnEnd;
    private long ended;

    /** Whether there is another try after one that had to wait. @param endedNow how many logins have come to an end until now, of all clients */
    boolean isLeft(long endedNow) {
        tries++;
        withoutAnEnd = endedNow == ended ? withoutAnEnd + 1 : 0;
        ended = endedNow;
        return tries < MOST_TRIES && withoutAnEnd < MOST_TRIES_WITHOUT_AN_END;
    }
}
