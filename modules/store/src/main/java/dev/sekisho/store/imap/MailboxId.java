// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * Identifies a mailbox for as long as it exists, whatever it is called; never given out twice.
 *
 * @param value the number of its row
 */
public record MailboxId(long value) {

    /** The {@code MAILBOXID} of RFC 8474 4. */
    public String objectId() {
        return "M" + value;
    }
}
