// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.NumberRanges;
import java.util.Optional;

/**
 * What a client knows of a mailbox that it resynchronises (RFC 7162 3.2.5).
 *
 * @param uidValidity the last known UIDVALIDITY
 * @param modSeq the last known MODSEQ
 * @param knownUids the UIDs it knows; empty for all up to UIDNEXT
 * @param match numbers and UIDs that belonged together; empty if not sent
 */
public record QresyncParameters(
        long uidValidity, long modSeq, Optional<NumberRanges> knownUids, Optional<SequenceMatch> match) {
    /**
     * Pairs of a message number and its UID, as two sets of the same size (RFC 7162 3.2.5.2).
     *
     * @param numbers message numbers
     * @param uids the UID of each
     */
    public record SequenceMatch(NumberRanges numbers, NumberRanges uids) {
        public SequenceMatch {
            if (numbers.size() != uids.size()) {
                throw new IllegalArgumentException("numbers and UIDs of a match differ in size");
            }
        }
    }
}
