// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.users.PasswordStamp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;

/**
 * An account as it was just before credentials were checked.
 *
 * @param user whose it is
 * @param stamp the password that was used, or the account itself where none of its passwords was; empty if it is none of the store's
 */
public record CheckedAccount(Username user, Optional<PasswordStamp> stamp) {
    /** True if who has logged in by it still may. @param now what the store has of accounts; those that are no more or disabled are left out */
    boolean isUnchanged(Map<Username, Set<PasswordStamp>> now) {
        Set<PasswordStamp> current = now.getOrDefault(user, Set.of());
        return stamp.map(current::contains).orElse(current.isEmpty());
    }
}
