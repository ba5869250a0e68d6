// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/** Why something was not done; nothing of it was. In brackets: the response code of RFC 5530 or the RFC named. */
public enum Refusal {
    /** There is no such mailbox (NONEXISTENT; TRYCREATE where messages were to come to it). */
    NO_SUCH_MAILBOX,
    /** The mailbox that messages were to come from is no more (NONEXISTENT). */
    SOURCE_IS_GONE,
    /** There is a mailbox of this name (ALREADYEXISTS). */
    ALREADY_EXISTS,
    /** No mailbox may have this name: an empty level, a control character, a wildcard, or too long (CANNOT). */
    NAME_NOT_ALLOWED,
    /** INBOX cannot be deleted (CANNOT). */
    INBOX_STAYS,
    /** A mailbox cannot be put below itself (CANNOT). */
    BELOW_ITSELF,
    /** Another mailbox has this use (USEATTR, RFC 6154 3). */
    USE_IS_TAKEN,
    /** The owner has as many mailboxes as may be (LIMIT). */
    TOO_MANY_MAILBOXES,
    /** The owner has as many subscriptions as may be (LIMIT). */
    TOO_MANY_SUBSCRIPTIONS,
    /** The mailbox has as many keywords as may be (LIMIT). */
    TOO_MANY_KEYWORDS,
    /** The owner's quota has no room (OVERQUOTA). */
    OVER_QUOTA,
    /** No UIDs are left in the mailbox (CANNOT). */
    NO_UIDS_LEFT,
    /** The message that was to be replaced is no more (RFC 8508 3.4). */
    NO_SUCH_MESSAGE
}
