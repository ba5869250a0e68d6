// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

/** What became of a wish to change the users. */
public enum UserChangeResult {
    /** It was done. */
    DONE,
    /** Not done: there is such a user already. */
    ALREADY_EXISTS,
    /** Not done: there is no such user. */
    UNKNOWN_USER,
    /** Not done: the name has no domain, or its domain is not local. */
    UNKNOWN_DOMAIN,
    /** Not done: the part before the @ has a character out of {@code "(),:; <>@[\]} or a control character. */
    NAME_NOT_ALLOWED,
    /** Not done: the address is rewritten to another (it is an alias or a group). */
    IS_REWRITTEN,
    /** Not done: the password is empty. */
    PASSWORD_NOT_ALLOWED,
    /** Not done: it is so already. */
    NO_CHANGE
}
