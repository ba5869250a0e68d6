// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;

/**
 * Bounds on logins with wrong credentials.
 *
 * @param perConnection failed logins of one connection, the last of which closes it
 * @param perAddress failed logins of one address within {@code window}, after which the address is held off
 * @param window the time within which failed logins of an address are counted
 * @param holdOff how long an address that is held off is not asked for logins, on all listeners
 */
public record FailedLoginLimits(int perConnection, int perAddress, Duration window, Duration holdOff) {

    /** 3 of a connection; 10 of an address within 10 minutes, then 15 minutes without logins. */
    public static final FailedLoginLimits DEFAULT =
            new FailedLoginLimits(3, 10, Duration.ofMinutes(10), Duration.ofMinutes(15));

    public FailedLoginLimits {
        LimitCheck.positive("failed logins", perConnection);
        LimitCheck.positive("failed logins per address", perAddress);
        LimitCheck.positive("seconds of the failed-login window", window.toSeconds());
        LimitCheck.positive("seconds of the hold-off", holdOff.toSeconds());
    }
}
