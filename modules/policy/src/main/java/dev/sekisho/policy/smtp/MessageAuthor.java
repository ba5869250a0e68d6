// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/**
 * What is known of who wrote a message that a user sends.
 *
 * @param status what its author fields are to the user
 * @param nullSender true if the message has the null sender
 * @param anyAuthorWithNullSender true if the user may send mail with the null sender and any author; asked only where it matters
 */
public record MessageAuthor(AuthorStatus status, boolean nullSender, boolean anyAuthorWithNullSender) {
    /** An author of this status, of a message with a sender. */
    public static MessageAuthor of(AuthorStatus status) {
        return new MessageAuthor(status, false, false);
    }

    /** True if it does not matter who the author is. */
    public boolean mayBeAnybody() {
        return nullSender && anyAuthorWithNullSender;
    }
}
