// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.NumberRanges;
import java.util.Optional;

/** Which messages a client that resynchronises is told as vanished (RFC 7162 3.2.5, 3.2.5.2, 3.2.6). */
public final class Resynchronization {
    private Resynchronization() {}

    /**
     * The UIDs for {@code VANISHED (EARLIER)}.
     *
     * @param existing the messages there are
     * @param uidNext the UID that the next message will have
     * @param vanished the messages that have gone since the MODSEQ which the client knows; empty if that is no longer known
     * @param knownUids the UIDs that the client says it knows; empty for all
     */
    public static NumberRanges vanished(
            NumberRanges existing, long uidNext, Optional<NumberRanges> vanished, Optional<NumberRanges> knownUids) {
        NumberRanges candidates = NumberRanges.range(1, uidNext - 1);
        NumberRanges known = knownUids.map(candidates::intersection).orElse(candidates);
        return vanished.map(known::intersection).orElse(known).minus(existing);
    }

    /**
     * The largest UID up to which a client has missed nothing: of the pairs that it sends, the last whose number and UID still belong
     * together. What is below need not be told, where it is not known what has vanished.
     *
     * @param numbers message numbers, as the client knew them
     * @param uids the UID of each; as many as numbers
     * @return 0 if no pair belongs together
     */
    public static long unchangedUpTo(NumberRanges existing, NumberRanges numbers, NumberRanges uids) {
        long low = 0;
        long high = numbers.size();
        // What is gone below a pair stays below all pairs that follow, so the pairs that belong together come first.
        while (low < high) {
            long middle = (low + high + 1) / 2;
            long uid = uids.atRank(middle);
            if (existing.contains(uid) && existing.rankOf(uid) == numbers.atRank(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? 0 : uids.atRank(low);
    }
}
