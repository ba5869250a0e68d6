// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

/**
 * A secret of an account that is accepted now, for mechanisms that need it in the clear.
 *
 * @param password which one
 * @param scope what it may be used for
 * @param value the secret; never printed
 */
public record SecretPassword(PasswordStamp password, PasswordScope scope, String value) {
    @Override
    public String toString() {
        return "the secret " + password.name();
    }
}
