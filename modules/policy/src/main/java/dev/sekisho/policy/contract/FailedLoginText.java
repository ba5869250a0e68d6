// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.limit.FailedLoginLimits;

/** What the rows say of addresses that are held off. */
final class FailedLoginText {
    private FailedLoginText() {}

    /** When an address is held off, and for how long. */
    static String why(FailedLoginLimits limits) {
        return limits.perAddress() + " bad logins in "
                + limits.window().toMinutes() + " min; for "
                + limits.holdOff().toMinutes() + " min";
    }

    /** When strangers are refused whatever address they come from. */
    static String ofAccount(FailedLoginLimits limits) {
        return limits.perAccount() + " bad logins of strangers in 60 min";
    }
}
