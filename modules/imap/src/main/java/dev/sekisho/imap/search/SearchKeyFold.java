// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

/** A visitor that has the same answer for most keys. */
abstract class SearchKeyFold<R> implements SearchKeyVisitor<R> {
    /** The answer for a key without operands. */
    abstract R leaf(SearchKey key);

    @Override
    public R messages(SearchKey.Messages key) {
        return leaf(key);
    }

    @Override
    public R hasFlag(SearchKey.HasFlag key) {
        return leaf(key);
    }

    @Override
    public R dated(SearchKey.Dated key) {
        return leaf(key);
    }

    @Override
    public R within(SearchKey.Within key) {
        return leaf(key);
    }

    @Override
    public R sized(SearchKey.Sized key) {
        return leaf(key);
    }

    @Override
    public R header(SearchKey.Header key) {
        return leaf(key);
    }

    @Override
    public R contains(SearchKey.Contains key) {
        return leaf(key);
    }

    @Override
    public R modSeq(SearchKey.ModSeq key) {
        return leaf(key);
    }

    @Override
    public R emailId(SearchKey.EmailId key) {
        return leaf(key);
    }

    @Override
    public R threadId(SearchKey.ThreadId key) {
        return leaf(key);
    }
}
