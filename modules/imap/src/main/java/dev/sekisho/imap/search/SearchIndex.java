// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.value.NumberRanges;
import java.util.Optional;

/**
 * Says which messages may match a key, so that no others are read. Of texts it may name some that do not match, and leaves out none that does; of
 * flags it is exact.
 */
public interface SearchIndex {
    /** An index that says nothing. */
    SearchIndex NONE = new SearchIndex() {
        @Override
        public Optional<NumberRanges> hasFlag(SearchKey.HasFlag key) {
            return Optional.empty();
        }

        @Override
        public Optional<NumberRanges> header(SearchKey.Header key) {
            return Optional.empty();
        }

        @Override
        public Optional<NumberRanges> contains(SearchKey.Contains key) {
            return Optional.empty();
        }
    };

    /** The UIDs of exactly the messages that have a flag; empty if it has to be read. */
    Optional<NumberRanges> hasFlag(SearchKey.HasFlag key);

    /** The UIDs of messages that may have a header field with a text; empty if any may. */
    Optional<NumberRanges> header(SearchKey.Header key);

    /** The UIDs of messages that may contain a text; empty if any may. */
    Optional<NumberRanges> contains(SearchKey.Contains key);
}
