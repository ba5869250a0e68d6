// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

/** What SORT compares of a message. */
public interface SortableMessage {
    /** The message number or the UID: what is answered. Of messages that are equal the lesser comes first. */
    long number();

    /**
     * What is compared for a key that compares numbers: of ARRIVAL and DATE milliseconds since 1970 in UTC, of SIZE octets. Where a message
     * has no sent date, DATE is its internal date (RFC 5256 2.2).
     */
    long quantity(SortKey key);

    /**
     * What is compared for a key that compares texts, in the form in which texts are compared: the base subject; the local part of the first
     * address; the display name. An empty text where the message has none (RFC 5256 3).
     */
    String text(SortKey key);
}
