// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

/** What became of a wish to change the passwords of a user. */
public enum PasswordChangeResult {
    /** It was done. */
    DONE,
    /** Not done: there is no such user. */
    UNKNOWN_USER,
    /** Not done: the user has no password of that name. */
    UNKNOWN_PASSWORD,
    /** Not done: the user has a password of that name. */
    ALREADY_EXISTS,
    /** Not done: a name has 1 to 40 letters, digits, dots, hyphens and underscores of ASCII, and begins with a letter or a digit. */
    NAME_NOT_ALLOWED,
    /** Not done: the password is empty. */
    PASSWORD_NOT_ALLOWED,
    /** Not done: a secret that is kept readable may not be a password of the user. */
    IS_PASSWORD,
    /** Not done: it is the key of a device, which is revoked and not replaced. */
    IS_A_KEY,
    /** Not done: the user has {@link Passwords#MOST} passwords. */
    TOO_MANY
}
