// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.summary.SummaryCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message's structure, in the form of {@link SummaryCodec}. Offsets in it are those of the body; they are to be moved by {@link
 * MessageContent#prefixOctets}. Safe for all threads.
 */
public final class StoredSummary {
    private final byte[] encoded;
    private @Nullable Optional<EncodedSummary> opened;

    /** @param encoded not to be changed by anybody */
    public StoredSummary(byte[] encoded) {
        this.encoded = encoded;
    }

    /** Its octets. Not to be changed. */
    public byte[] encoded() {
        return encoded;
    }

    /** What is in it, checked the first time; empty if it is of another version or damaged. */
    public Optional<EncodedSummary> opened() {
        // Several threads may open it; what they make is the same.
        Optional<EncodedSummary> known = opened;
        if (known == null) {
            known = SummaryCodec.open(encoded);
            opened = known;
        }
        return known;
    }
}
