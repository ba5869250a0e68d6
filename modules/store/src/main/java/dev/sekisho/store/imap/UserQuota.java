// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.OptionalLong;

/**
 * What a user keeps, and what the user may keep.
 *
 * @param octets the sizes of all messages together
 * @param octetLimit the most there may be; empty for no bound
 * @param messages the number of messages
 * @param messageLimit the most there may be; empty for no bound
 */
public record UserQuota(long octets, OptionalLong octetLimit, long messages, OptionalLong messageLimit) {
    /** True if so many more messages of so many octets together may come. */
    public boolean hasRoom(long moreMessages, long moreOctets) {
        return isWithin(octets, moreOctets, octetLimit) && isWithin(messages, moreMessages, messageLimit);
    }

    private static boolean isWithin(long used, long more, OptionalLong limit) {
        return limit.isEmpty() || more <= limit.getAsLong() - used;
    }
}
