// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.value.Flag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a search looks at in a message. Each value is asked for only when it decides, the cheap ones first, so that an implementation may read
 * them as they are asked for; it throws {@link java.io.UncheckedIOException} if it cannot.
 */
public interface SearchedMessage {
    /** Its UID. */
    long uid();

    /** Whether a flag is set. */
    boolean has(Flag flag);

    /** The day of its internal date, in the zone that this was given in. */
    LocalDate internalDay();

    /** Its internal date. */
    Instant internalDate();

    /** The day of its Date field, in the field's own zone; empty if there is none that can be read. */
    Optional<LocalDate> sentDay();

    /** The day on which it came to this mailbox, in UTC (RFC 8514 4.3). */
    Optional<LocalDate> savedDay();

    /** Its size in octets. */
    long size();

    /** Its MODSEQ. */
    long modSeq();

    /** Its EMAILID. */
    String emailId();

    /** Its THREADID; empty if it has none. */
    Optional<String> threadId();

    /** Whether a field of this name is there and contains a text, in any case of letters; an empty text is contained in every field. */
    boolean headerContains(String field, String text);

    /** Whether its text parts, and if asked for its header, contain a text, in any case of letters. */
    boolean contains(String text, boolean withHeader);
}
