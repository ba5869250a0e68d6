// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * To how many recipients an account has sent, in steps of {@link #STEP}. A step counts as a whole for as long as any part of it is within a
 * period, so what is counted is never less than what was sent within the period.
 */
public final class SentRecipients {
    /** So exact is the time of a recipient. */
    public static final Duration STEP = Duration.ofMinutes(5);

    /** Steps that begin so long ago count nothing. */
    public static final Duration KEPT = SendingPeriod.DAY.length().plus(STEP);

    private final NavigableMap<Long, Long> steps;

    /** @param steps how many in each step; the number of a step is {@link #stepOf} */
    public SentRecipients(Map<Long, Long> steps) {
        this.steps = Collections.unmodifiableNavigableMap(new TreeMap<>(steps));
    }

    /** The number of the step that a moment is in. */
    public static long stepOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
    }

    /** The oldest step that counts. */
    public static long oldestStep(Instant now) {
        return stepOf(now.minus(SendingPeriod.DAY.length()));
    }

    /** How many within the period that ends now. */
    public long within(SendingPeriod period, Instant now) {
        return counted(period, now).values().stream().mapToLong(Long::longValue).sum();
    }

    /** When there are fewer than so many within a period, if nothing is sent meanwhile; now, or later. */
    Instant fewerThan(int most, SendingPeriod period, Instant now) {
        long sum = within(period, now);
        Instant until = now;
        for (Map.Entry<Long, Long> step : counted(period, now).entrySet()) {
            if (sum < most) {
                break;
            }
            sum -= step.getValue();
            until = endOf(step.getKey()).plus(period.length());
        }
        return until;
    }

    private NavigableMap<Long, Long> counted(SendingPeriod period, Instant now) {
        return steps.tailMap(stepOf(now.minus(period.length())), true);
    }

    private static Instant endOf(long step) {
        return Instant.ofEpochSecond((step + 1) * STEP.toSeconds());
    }
}
