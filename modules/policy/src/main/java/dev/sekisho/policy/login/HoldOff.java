// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That somebody is held off.
 *
 * @param subject who
 * @param until until when
 * @param round the how manieth time it is, without a day of rest in between; from 1
 */
public record HoldOff(GuessSubject subject, Instant until, int round) {
    /** A hold-off is never longer; and one that ended so long ago is forgotten. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The hold-off that begins now. That of an address is twice as long each time; others may share what is counted otherwise, and theirs is
     * as long each time.
     *
     * @param last the one before
     * @param first how long the first is
     */
    static HoldOff next(GuessSubject subject, Optional<HoldOff> last, Duration first, Instant now) {
        int round = last.filter(before -> !before.isForgotten(now))
                        .map(HoldOff::round)
                        .orElse(0)
                + 1;
        int doublings = subject.kind() == GuessSubject.Kind.ADDRESS ? Math.min(round - 1, MOST_DOUBLINGS) : 0;
        Duration wanted = first.multipliedBy(1L << doublings);
        return new HoldOff(subject, now.plus(wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST), round);
    }

    /** True until it ends. */
    public boolean isActive(Instant now) {
        return now.isBefore(until);
    }

    /** True if the next one is the first again. */
    boolean isForgotten(Instant now) {
        return !now.isBefore(until.plus(LONGEST));
    }
}
