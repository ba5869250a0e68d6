// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

/** What has to be read of a message for a key to decide, from the cheapest. */
public enum SearchCost {
    /** Nothing: its UID decides. */
    UID,
    /** What the store has of it beside its octets: flags, dates, size. */
    ROW,
    /** Its header, or a summary of it. */
    HEADER,
    /** All of its text. */
    TEXT
}
