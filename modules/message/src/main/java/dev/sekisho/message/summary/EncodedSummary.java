// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.mime.MessageStructure;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The compact form of a {@link MessageSummary}, which the store keeps. Each of its parts is decoded by itself; ENVELOPE and BODYSTRUCTURE
 * are there as the octets that IMAP sends, and are only copied. Made and opened by {@link SummaryCodec}.
 */
public interface EncodedSummary {
    /** ENVELOPE's value as IMAP sends it to any client: a parenthesized list, with literals where they are needed. Read-only. */
    ByteBuffer envelopeOctets();

    /** BODYSTRUCTURE's value as IMAP sends it to any client. Read-only. BODY's is made of {@link #structure()}. */
    ByteBuffer bodyStructureOctets();

    Envelope envelope();

    MessageStructure structure();

    HeaderFields fields();

    /** {@link MessageSummary#sent()}. */
    @Nullable
    OffsetDateTime sent();

    /** {@link MessageSummary#size()}. */
    long size();

    /** {@link MessageSummary#preview()}. */
    String preview();

    /** All of it; nothing if a part is damaged. */
    Optional<MessageSummary> decode();
}
