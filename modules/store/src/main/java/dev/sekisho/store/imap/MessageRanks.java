// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * The places of a mailbox's messages in an order: of two messages the one with the lower rank comes first, and those with equal ranks are equal in
 * that order. Takes 4 octets a message, beside the UIDs, which it shares with the mailbox. Immutable.
 */
public final class MessageRanks {
    private final long[] uids;
    private final int[] ranks;
    private final int count;

    /**
     * @param uids of the messages, in their order; not to be changed by anybody
     * @param ranks of the same messages; not to be changed by anybody
     * @param count how many different ranks there are, of which the lowest is 0
     */
    MessageRanks(long[] uids, int[] ranks, int count) {
        this.uids = uids;
        this.ranks = ranks;
        this.count = count;
    }

    /** How many messages have ranks. */
    public int size() {
        return ranks.length;
    }

    /** The UID of a message. @param index from 0, in the order of UIDs */
    public long uid(int index) {
        return uids[index];
    }

    /** The rank of a message, from 0. @param index as of {@link #uid} */
    public int rank(int index) {
        return ranks[index];
    }

    /** How many different ranks there are. */
    public int count() {
        return count;
    }

    /** Whether they are those of exactly these messages, which one mailbox in memory has. */
    boolean areOf(long[] messages) {
        return uids == messages;
    }

    /** Octets of heap, about, with the UIDs where these are shared with nobody. */
    long weight(long[] messages) {
        return (long) ranks.length * (areOf(messages) ? Integer.BYTES : Integer.BYTES + Long.BYTES);
    }
}
