// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;

/** From UIDs to message numbers and back, range by range. */
final class Numbering {
    private Numbering() {}

    /** The ranks of some of the numbers in a set; what is not in it is left out. */
    static NumberRanges numbersOf(NumberRanges all, NumberRanges some) {
        NumberRangesBuilder numbers = new NumberRangesBuilder();
        some.intersection(all).forEachRange((first, last) -> numbers.add(all.rankOf(first), all.rankOf(last)));
        return numbers.build();
    }

    /** The numbers in a set at some ranks, none of which is above its size. */
    static NumberRanges uidsAt(NumberRanges all, NumberRanges ranks) {
        NumberRangesBuilder spans = new NumberRangesBuilder();
        ranks.forEachRange((first, last) -> spans.add(all.atRank(first), all.atRank(last)));
        return spans.build().intersection(all);
    }
}
