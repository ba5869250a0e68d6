// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.value.NumberRanges;
import java.util.function.Predicate;

/**
 * A key that is ready to run.
 *
 * @param cost the dearest of what it reads
 * @param least the cheapest of what it reads of every candidate
 * @param candidates the UIDs that may match; if the cost is {@link SearchCost#UID}, exactly those that do
 * @param test whether a message matches
 */
record CompiledKey(SearchCost cost, SearchCost least, NumberRanges candidates, Predicate<SearchedMessage> test) {
    /** A key of which the UID alone decides. */
    static CompiledKey ofUids(NumberRanges uids) {
        return new CompiledKey(SearchCost.UID, SearchCost.UID, uids, message -> uids.contains(message.uid()));
    }
}
