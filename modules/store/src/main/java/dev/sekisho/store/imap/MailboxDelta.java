// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;
import java.util.Optional;

/**
 * How a mailbox differs from what it was at an earlier modification sequence, as of one moment.
 *
 * @param highestModSeq the state it leads to
 * @param uidNext as of that state
 * @param messages how many messages it has
 * @param changed messages that are there and have come or changed their flags; those that are new have a UID that is not below the former
 *     {@code uidNext}
 * @param flags the flags of all in {@code changed}, in the order of UIDs; empty if there are more than {@link #MOST_FLAGS}, which are to be
 *     fetched with {@link MailboxReader#flags}
 * @param vanished messages that are no longer there. May have further UIDs that are not in the mailbox, as {@code VANISHED} may (RFC 7162 3.2.10)
 * @param isExact whether {@code vanished} has only messages that were there at the earlier modification sequence, or have come and gone since
 */
public record MailboxDelta(
        long highestModSeq,
        long uidNext,
        long messages,
        UidSet changed,
        Optional<List<FlagState>> flags,
        UidSet vanished,
        boolean isExact) {

    /** So many flags come with a delta at most. */
    public static final int MOST_FLAGS = 1000;

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return changed.isEmpty() && vanished.isEmpty();
    }
}
