// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.time.Duration;
import java.util.List;

/**
 * When a message that could not leave is tried again, and for how long.
 *
 * @param delays the time after the first, second, ... attempt; the last one holds from then on
 * @param lifetime after this it goes back to its sender (RFC 5321 4.5.4.1)
 * @param warnAfter after this the sender gets a DSN about the delay
 * @param recheck how often one that is held for an unmet demand is looked at again without the operator's word
 */
public record RetrySchedule(List<Duration> delays, Duration lifetime, Duration warnAfter, Duration recheck) {
    /** After 5, 10, 20, 40 minutes, then each hour; 5 days; a warning after 4 hours. */
    public static final RetrySchedule DEFAULT = new RetrySchedule(
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(40),
                    Duration.ofHours(1)),
            Duration.ofDays(5),
            Duration.ofHours(4),
            Duration.ofHours(1));

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.isEmpty()
                || delays.stream().anyMatch(delay -> delay.isNegative() || delay.isZero())
                || lifetime.compareTo(delays.get(0)) <= 0
                || recheck.isNegative()
                || recheck.isZero()) {
            throw new IllegalArgumentException("a message must be tried again at least once within its lifetime");
        }
    }

    /** How long to wait after so many attempts, at least one. */
    public Duration after(int attempts) {
        return delays.get(Math.min(Math.max(attempts, 1), delays.size()) - 1);
    }
}
