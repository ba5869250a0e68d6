// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.time.Instant;

/**
 * What a session was logged in by, so that it can be told later whether it still may be.
 *
 * @param name the name of the password; empty for the account itself, where none of its passwords was used
 * @param changed when the password was set; of the account, when its main password was
 */
public record PasswordStamp(String name, Instant changed) {
    /** Of an account itself. */
    public static PasswordStamp ofAccount(Instant changed) {
        return new PasswordStamp("", changed);
    }

    /** True if none of the account's passwords was used. */
    public boolean isOfAccount() {
        return name.isEmpty();
    }
}
