// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * An account as it was just before credentials were checked.
 *
 * @param user whose it is
 * @param changed when it was made or got its password; empty if it is none of the store's
 */
public record CheckedAccount(Username user, Optional<Instant> changed) {
    /** True if the account is still that one. @param now when accounts have changed last; those that are no more are left out */
    boolean isUnchanged(Map<Username, Instant> now) {
        return changed.equals(Optional.ofNullable(now.get(user)));
    }
}
