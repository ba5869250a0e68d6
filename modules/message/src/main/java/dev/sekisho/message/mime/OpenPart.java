// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.EnvelopeReader;
import dev.sekisho.message.header.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A part of which the end is not read yet. */
final class OpenPart {
    private static final int LONGEST_BOUNDARY = 1000;
    private static final Set<String> PART_FIELDS = Set.of(
            "content-type",
            "content-disposition",
            "content-id",
            "content-description",
            "content-transfer-encoding",
            "content-md5",
            "content-language",
            "content-location");

    private final boolean isMessage;
    private final MediaType defaultType;
    private final long headerStart;
    private final HeaderCollector header;
    private final List<Part> children = new ArrayList<>();

    private MediaType mediaType = MediaType.TEXT_PLAIN;
    private PartFields fields = PartFields.NONE;
    private HeaderFields headerFields = HeaderFields.NONE;
    private byte @Nullable [] boundary;
    private @Nullable Envelope embeddedEnvelope;
    private boolean headerRead;
    private long bodyStart;
    private long lineBreaksBefore;

    /**
     * A part whose header begins.
     *
     * @param isMessage whether the header is that of a message, from which an envelope is made
     * @param wanted further fields of the header to be kept
     */
    OpenPart(boolean isMessage, MediaType defaultType, long start, Predicate<String> wanted, HeaderBudget budget) {
        this.isMessage = isMessage;
        this.defaultType = defaultType;
        this.headerStart = start;
        Predicate<String> kept = PART_FIELDS::contains;
        Predicate<String> envelope = EnvelopeReader.FIELDS::contains;
        this.header = new HeaderCollector(isMessage ? kept.or(envelope).or(wanted) : kept, budget);
    }

    HeaderCollector header() {
        return header;
    }

    boolean isHeaderRead() {
        return headerRead;
    }

    /**
     * The body begins.
     *
     * @param opaque whether the body is not to be looked into: a bound is reached
     */
    void endHeader(long newBodyStart, long lineBreaks, boolean opaque) {
        headerRead = true;
        bodyStart = Math.max(headerStart, newBodyStart);
        lineBreaksBefore = lineBreaks;
        headerFields = header.toFields();
        mediaType = headerFields
                .first("content-type")
                .map(field -> ContentParser.mediaType(field).orElse(MediaType.TEXT_PLAIN))
                .orElse(defaultType);
        boolean container = mediaType.isMultipart() || mediaType.isEmbeddedMessage();
        if (opaque && container) {
            mediaType = new MediaType("application", "octet-stream", Parameters.NONE);
        }
        fields = PartFieldsReader.read(headerFields, mediaType.isMultipart());
        boundary = mediaType.isMultipart() ? findBoundary() : null;
    }

    private byte @Nullable [] findBoundary() {
        return mediaType
                .parameters()
                .raw("boundary")
                .map(value -> value.octets().stripTrailing())
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST_BOUNDARY)
                .map(value -> ("--" + value).getBytes(StandardCharsets.ISO_8859_1))
                .orElse(null);
    }

    MediaType mediaType() {
        return mediaType;
    }

    PartFields fields() {
        return fields;
    }

    HeaderFields headerFields() {
        return headerFields;
    }

    /** The type of a part inside that says none (RFC 2046 5.1.5). */
    MediaType defaultTypeInside() {
        return mediaType.is("multipart", "digest") ? MediaType.EMBEDDED_MESSAGE : MediaType.TEXT_PLAIN;
    }

    boolean isLeaf() {
        return !mediaType.isMultipart() && !mediaType.isEmbeddedMessage();
    }

    boolean isMessage() {
        return isMessage;
    }

    boolean hasBoundary() {
        return boundary != null;
    }

    /** The envelope of the message whose root this part is. */
    Envelope envelope() {
        return EnvelopeReader.read(headerFields);
    }

    /** The delimiter was the last one: what follows is epilogue. */
    void close() {
        boundary = null;
    }

    Delimiter delimiter(byte[] line, int start, int end) {
        return boundary == null ? Delimiter.NONE : Delimiter.of(line, start, end, boundary);
    }

    void add(OpenPart child, Part part) {
        children.add(part);
        if (child.isMessage) {
            embeddedEnvelope = child.envelope();
        }
    }

    /** A child whose header alone is there ends behind the line break that belongs to the delimiter. */
    private long lastChildEnd() {
        return children.get(children.size() - 1).range().body().end();
    }

    /** The part with its end. A multipart or an embedded message without a part in it gets its whole body as one text. */
    Part toPart(long end, long lineBreaks) {
        long bodyEnd = Math.max(end, children.isEmpty() ? bodyStart : lastChildEnd());
        OctetRange body = new OctetRange(bodyStart, bodyEnd - bodyStart);
        long lines = Math.max(0, lineBreaks - lineBreaksBefore);
        PartRange range = new PartRange(new OctetRange(headerStart, bodyStart - headerStart), body, lines);
        if (!isLeaf() && children.isEmpty()) {
            PartRange content = new PartRange(new OctetRange(bodyStart, 0), body, lines);
            children.add(new Part(MediaType.TEXT_PLAIN, PartFields.NONE, content, List.of(), null));
        }
        Envelope envelope =
                embeddedEnvelope == null && mediaType.isEmbeddedMessage() ? Envelope.EMPTY : embeddedEnvelope;
        return new Part(mediaType, fields, range, children, envelope);
    }
}
