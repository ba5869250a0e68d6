// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.SequenceSet;
import java.time.LocalDate;
import java.util.List;

/**
 * Which messages a search finds (RFC 9051 6.4.4): a tree, of at most {@value #DEEPEST} levels and {@value #LARGEST} keys where it comes from
 * a parser. Texts are decoded from the search's charset.
 */
public sealed interface SearchKey {
    /** The most levels of NOT, OR and parentheses. */
    int DEEPEST = 256;
    /** The most keys. */
    int LARGEST = 2_048;
    /** The most keys BODY and TEXT: each looks through the texts of messages. */
    int MOST_TEXTS = 32;
    /** Every message. */
    SearchKey ALL = new And(List.of());

    /** Calls the method of the visitor that is for this key. */
    <R> R accept(SearchKeyVisitor<R> visitor);

    /**
     * All of these: keys side by side, or in parentheses. None is ALL.
     *
     * @param keys the keys
     */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }

        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /**
     * OR.
     *
     * @param left one key
     * @param right the other
     */
    record Or(SearchKey left, SearchKey right) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /**
     * NOT.
     *
     * @param key what does not match
     */
    record Not(SearchKey key) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /**
     * Messages by number or UID, or {@code $}.
     *
     * @param set which
     * @param uid true if the numbers are UIDs
     */
    record Messages(SequenceSet set, boolean uid) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.messages(this);
        }
    }

    /**
     * ANSWERED, SEEN, KEYWORD and the like; UNSEEN and the like are within NOT. NEW is RECENT and not SEEN.
     *
     * @param flag a flag that is set
     */
    record HasFlag(Flag flag) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.hasFlag(this);
        }
    }

    /**
     * BEFORE, ON, SINCE and the same with SENT and SAVED before them.
     *
     * @param field which date
     * @param relation how it compares
     * @param date the day, in the zone that the date is written in; of SAVED in UTC
     */
    record Dated(DateField field, DateRelation relation, LocalDate date) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.dated(this);
        }
    }

    /** Which date a search compares. */
    enum DateField {
        INTERNAL,
        /** That of the Date field. */
        SENT,
        /** When the message came to this mailbox (RFC 8514 4.3). */
        SAVED
    }

    /** How a date compares. */
    enum DateRelation {
        BEFORE,
        ON,
        /** On that day or later. */
        SINCE
    }

    /**
     * YOUNGER and OLDER (RFC 5032): the internal date against now.
     *
     * @param younger true for YOUNGER: within the interval
     * @param seconds the interval, from 1
     */
    record Within(boolean younger, long seconds) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.within(this);
        }
    }

    /**
     * LARGER and SMALLER.
     *
     * @param larger true for LARGER
     * @param octets what the size is compared with; a size equal to it is neither
     */
    record Sized(boolean larger, long octets) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.sized(this);
        }
    }

    /**
     * HEADER, and FROM, TO, CC, BCC and SUBJECT, which are short for it.
     *
     * @param field the name of the field
     * @param text what it contains; an empty text finds every message with the field
     */
    record Header(String field, String text) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.header(this);
        }
    }

    /**
     * BODY and TEXT.
     *
     * @param text what the message contains
     * @param withHeader true for TEXT: the header is searched too
     */
    record Contains(String text, boolean withHeader) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.contains(this);
        }
    }

    /**
     * MODSEQ (RFC 7162 3.1.5); the entry name and type are read and mean nothing.
     *
     * @param atLeast the least MODSEQ
     */
    record ModSeq(long atLeast) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.modSeq(this);
        }
    }

    /**
     * EMAILID (RFC 8474 6.1).
     *
     * @param id the id
     */
    record EmailId(String id) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.emailId(this);
        }
    }

    /**
     * THREADID (RFC 8474 6.2).
     *
     * @param id the id
     */
    record ThreadId(String id) implements SearchKey {
        @Override
        public <R> R accept(SearchKeyVisitor<R> visitor) {
            return visitor.threadId(this);
        }
    }
}
