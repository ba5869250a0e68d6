// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.EnvelopeReader;
import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.MessageDate;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.mime.MessageStructure;
import dev.sekisho.message.mime.ReadStructure;
import dev.sekisho.message.mime.SectionText;
import dev.sekisho.message.mime.StructureReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads a message once, from its first octet to its last, whatever its octets are. Memory is bounded by what is kept of headers. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * The summary of a message. The stream is read to its end, and not closed.
     *
     * @throws IOException if the stream cannot be read; never because of what is in it
     */
    public static MessageSummary read(InputStream message) throws IOException {
        PreviewListener preview = new PreviewListener();
        return summary(StructureReader.read(message, SummaryFields::keeps, preview), preview.preview());
    }

    /** The summary of a message that is in memory. */
    public static MessageSummary read(byte[] message) {
        PreviewListener preview = new PreviewListener();
        return summary(StructureReader.read(message, SummaryFields::keeps, preview), preview.preview());
    }

    private static MessageSummary summary(ReadStructure read, String preview) {
        MessageStructure structure = read.structure();
        Envelope envelope = EnvelopeReader.read(read.header());
        RawText date = envelope.date();
        OffsetDateTime sent = date == null ? null : MessageDate.parse(date).orElse(null);
        long size = structure.octets(List.of(), SectionText.ALL).orElseThrow().size();
        return new MessageSummary(structure, envelope, kept(read.header()), sent, size, preview);
    }

    private static HeaderFields kept(HeaderFields header) {
        List<HeaderField> fields = header.fields().stream()
                .filter(field -> SummaryFields.keeps(field.name()))
                .toList();
        return new HeaderFields(fields, header.complete());
    }
}
