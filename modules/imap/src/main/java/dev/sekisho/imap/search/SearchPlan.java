// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.value.NumberRanges;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A search that is ready to run: its message sets are resolved, and of keys that must all match, or of which one must, the cheap ones come
 * first. Immutable.
 */
public final class SearchPlan {
    private final CompiledKey key;

    private SearchPlan(CompiledKey key) {
        this.key = key;
    }

    /**
     * Prepares a search.
     *
     * @param resolve the UIDs of a message set, numbers and {@code $} too
     * @param all the UIDs of the mailbox
     * @param now what YOUNGER and OLDER count from
     */
    public static SearchPlan of(
            SearchKey key, Function<SearchKey.Messages, NumberRanges> resolve, NumberRanges all, Instant now) {
        return of(key, resolve, all, now, SearchIndex.NONE);
    }

    /**
     * As the other, with an index of texts.
     *
     * @param index is asked at once, for every key of a text
     */
    public static SearchPlan of(
            SearchKey key,
            Function<SearchKey.Messages, NumberRanges> resolve,
            NumberRanges all,
            Instant now,
            SearchIndex index) {
        return new SearchPlan(key.accept(new SearchCompiler(resolve, all, now, index)));
    }

    /** The UIDs that may match: no others need be read. */
    public NumberRanges candidates() {
        return key.candidates();
    }

    /** The dearest of what may have to be read; {@link SearchCost#UID} if the candidates are the result. */
    public SearchCost cost() {
        return key.cost();
    }

    /** Whether the text of every candidate has to be read. */
    public boolean readsEveryText() {
        return key.least() == SearchCost.TEXT;
    }

    /** Whether a message, one of the candidates or not, matches. */
    public boolean matches(SearchedMessage message) {
        return key.test().test(message);
    }

    /** The keys that must all match, for who has an index for some of them. */
    public static List<SearchKey> conjuncts(SearchKey key) {
        return key.accept(new Conjuncts());
    }

    /** Whether a search has a MODSEQ key, so that its answer has one too (RFC 7162 3.1.5). */
    public static boolean asksForModSeq(SearchKey key) {
        return key.accept(new ModSeqKeys());
    }
}
