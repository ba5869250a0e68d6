// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.NumberRanges;
import java.util.OptionalLong;

/**
 * What a client is to be told, in this order: what is gone, how many there are, which flags have changed.
 *
 * @param expunged the numbers for EXPUNGE, in the order in which they are to be told
 * @param vanished the same messages by UID, for a client that has enabled QRESYNC: VANISHED in the place of EXPUNGE (RFC 7162 3.2.10)
 * @param exists the new number of messages, if any has come; empty otherwise
 * @param arrived the UIDs of the messages that have come
 * @param changed the UIDs of messages that the client knew and whose flags have changed: FETCH FLAGS. Some may be gone
 */
public record ViewUpdate(
        long[] expunged, NumberRanges vanished, OptionalLong exists, NumberRanges arrived, NumberRanges changed) {
    /** True if there is nothing to tell. */
    public boolean isEmpty() {
        return expunged.length == 0 && exists.isEmpty() && changed.isEmpty();
    }
}
