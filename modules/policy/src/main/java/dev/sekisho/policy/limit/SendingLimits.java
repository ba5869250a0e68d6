// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * To how many recipients one account may send, over all listeners together: what a stolen password can do.
 *
 * @param recipientsAnHour recipients within any 60 minutes
 * @param recipientsADay recipients within any 24 hours
 */
public record SendingLimits(int recipientsAnHour, int recipientsADay) {
    /** 200 in an hour, 1,000 in a day. */
    public static final SendingLimits DEFAULT = new SendingLimits(200, 1_000);

    /** Other nodes do not know of fewer recipients than this part of the hour's limit. */
    private static final int UNSHARED_PART = 20;

    public SendingLimits {
        LimitCheck.positive("recipients an hour", recipientsAnHour);
        LimitCheck.positive("recipients a day", recipientsADay);
    }

    /** How many there may be within a period. */
    public int most(SendingPeriod period) {
        return switch (period) {
            case HOUR -> recipientsAnHour;
            case DAY -> recipientsADay;
        };
    }

    /**
     * So many recipients of an account a node may accept before it tells the others; with the number of the other nodes, by so many the limit can be
     * exceeded.
     */
    public int unshared() {
        return Math.max(1, Math.min(recipientsAnHour, recipientsADay) / UNSHARED_PART);
    }

    /** True if the day's limit is reached within any hour, so that the hour's limits nothing. */
    public boolean dayBelowHour() {
        return recipientsADay < recipientsAnHour;
    }

    /** Decides on one more recipient: empty if it may be accepted, else the limit that is reached, and of two the one that lasts longer. */
    public Optional<ReachedLimit> decide(SentRecipients sent, Instant now) {
        return Stream.of(SendingPeriod.values())
                .filter(period -> sent.within(period, now) >= most(period))
                .map(period -> new ReachedLimit(period, most(period), sent.fewerThan(most(period), period, now)))
                .max(Comparator.comparing(ReachedLimit::until));
    }
}
