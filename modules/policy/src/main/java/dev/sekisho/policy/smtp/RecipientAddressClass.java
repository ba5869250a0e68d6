// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/** What the address of a RCPT command is to this server. */
public enum RecipientAddressClass {
    /** A user, alias or forward of a local domain. */
    LOCAL,
    /** In a local domain, and there is no such user. */
    LOCAL_UNKNOWN,
    /** A local user whose mailbox is full. */
    LOCAL_FULL,
    /** A rewritten sender of forwarded mail, made here and not too old, and the mail is a notice: it has the null sender. */
    RETURN_PATH,
    /** The same, and the mail is no notice. */
    RETURN_PATH_MISUSED,
    /** In a domain that is not served here. */
    REMOTE,
    /** In a domain that is not served here, and listed by the policy as one that mail may be sent on to. */
    REMOTE_LISTED
}
