// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

/** One method for each kind of key; what is returned by it is returned by {@link SearchKey#accept}. */
public interface SearchKeyVisitor<R> {
    /** All of several keys. */
    R and(SearchKey.And key);

    /** One of two keys. */
    R or(SearchKey.Or key);

    /** Not a key. */
    R not(SearchKey.Not key);

    /** By number or UID. */
    R messages(SearchKey.Messages key);

    /** By a flag. */
    R hasFlag(SearchKey.HasFlag key);

    /** By a date. */
    R dated(SearchKey.Dated key);

    /** By age. */
    R within(SearchKey.Within key);

    /** By size. */
    R sized(SearchKey.Sized key);

    /** By a header field. */
    R header(SearchKey.Header key);

    /** By the text. */
    R contains(SearchKey.Contains key);

    /** By MODSEQ. */
    R modSeq(SearchKey.ModSeq key);

    /** By email id. */
    R emailId(SearchKey.EmailId key);

    /** By thread id. */
    R threadId(SearchKey.ThreadId key);
}
