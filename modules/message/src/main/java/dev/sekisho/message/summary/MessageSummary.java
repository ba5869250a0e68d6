// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.mime.MessageStructure;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside a message.
 *
 * @param fields those of {@link SummaryFields} that the message has
 * @param sent the field Date in its own time zone, or null if it cannot be read
 * @param size octets
 * @param preview the beginning of the text for a person (RFC 8970), at most 200 characters; empty if there is no text
 */
public record MessageSummary(
        MessageStructure structure,
        Envelope envelope,
        HeaderFields fields,
        @Nullable OffsetDateTime sent,
        long size,
        String preview) {}
