// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

/** What makes a hash out of a password, and takes its time for it; {@link PasswordHash#derive} but in tests. */
@FunctionalInterface
interface PasswordDerivation {
    byte[] derive(String password, int iterations, byte[] salt);
}
