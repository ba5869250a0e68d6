// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.login.HoldOff;
import java.util.List;

/**
 * Who is held off, and which accounts are guessed.
 *
 * @param holdOffs those that are active, by their end
 * @param guarded accounts that strangers guess from many addresses, the most guessed first
 */
public record GuessSummary(List<HoldOff> holdOffs, List<GuardedAccount> guarded) {
    /** Nobody, and none. */
    public static final GuessSummary NONE = new GuessSummary(List.of(), List.of());

    public GuessSummary {
        holdOffs = List.copyOf(holdOffs);
        guarded = List.copyOf(guarded);
    }
}
