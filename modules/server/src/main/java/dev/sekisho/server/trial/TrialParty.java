// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import java.util.Optional;

/**
 * Who would have been refused, beside the client's address.
 *
 * @param user who has logged in, or whose password was wrong
 * @param sender the sender; the null sender is {@code <>}
 * @param recipient the recipient that came last
 */
public record TrialParty(Optional<String> user, Optional<String> sender, Optional<String> recipient) {
    /** Of a login. */
    public static TrialParty ofUser(Optional<String> user) {
        return new TrialParty(user, Optional.empty(), Optional.empty());
    }
}
