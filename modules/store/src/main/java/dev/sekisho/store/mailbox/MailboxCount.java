// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox;

/** What {@link MailboxTable} counts for a mailbox: how a unit of work changes it, or what it has come to. */
record MailboxCount(long messages, long unseen, long octets) {

    static final MailboxCount ZERO = new MailboxCount(0, 0, 0);

    static MailboxCount of(MessageRow row) {
        return new MailboxCount(1, row.flags().isSeen() ? 0 : 1, row.octets());
    }

    MailboxCount plus(MailboxCount other) {
        return new MailboxCount(messages + other.messages, unseen + other.unseen, octets + other.octets);
    }

    MailboxCount negated() {
        return new MailboxCount(-messages, -unseen, -octets);
    }
}
