// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

/**
 * The key of a device that is accepted now.
 *
 * @param user whose it is
 * @param password the key, as it is named among the user's passwords
 * @param scope what it may be used for
 */
public record DeviceKey(String user, PasswordStamp password, PasswordScope scope) {}
