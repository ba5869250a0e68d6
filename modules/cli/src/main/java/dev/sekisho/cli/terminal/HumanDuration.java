// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import java.time.Duration;

/** Lengths of time for people: in one unit, whole ones. */
public final class HumanDuration {
    private HumanDuration() {}

    /** Such as 3d, 5h, 2m, 40s; 0s for what is yet to come by this machine's clock, which can be behind another's. */
    public static String of(Duration time) {
        if (time.isNegative()) {
            return "0s";
        }
        return time.toDays() > 1
                ? time.toDays() + "d"
                : time.toHours() > 1
                        ? time.toHours() + "h"
                        : time.toMinutes() > 1 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }
}
