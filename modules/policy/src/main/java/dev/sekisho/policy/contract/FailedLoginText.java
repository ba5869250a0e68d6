// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.limit.PortLimits;

/** What the rows say of addresses that are held off. */
final class FailedLoginText {
    private FailedLoginText() {}

    /** When an address is held off, and for how long. */
    static String why(PortLimits limits) {
        return limits.failedAuthsPerAddress() + " bad logins in "
                + limits.failedAuthWindow().toMinutes() + " min; for "
                + limits.holdOff().toMinutes() + " min";
    }
}
