// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

/** What {@link MailboxTable} counts for a mailbox: how a unit of work changes it, or what it has come to. */
public record MailboxTotals(long messages, long unseen, long octets) {

    public static final MailboxTotals ZERO = new MailboxTotals(0, 0, 0);

    public static MailboxTotals of(MessageRow row) {
        return new MailboxTotals(1, row.flags().isSeen() ? 0 : 1, row.octets());
    }

    public MailboxTotals plus(MailboxTotals other) {
        return new MailboxTotals(messages + other.messages, unseen + other.unseen, octets + other.octets);
    }

    public MailboxTotals negated() {
        return new MailboxTotals(-messages, -unseen, -octets);
    }
}
