// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.mime.SectionText;
import dev.sekisho.message.summary.SummaryFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The octets of a section of a message (RFC 9051 6.4.5.1), found but not read yet: a range of the message, or header fields that were chosen.
 */
public final class SectionOctets {
    static final Section HEADER = new Section(PartNumber.WHOLE, Section.Text.HEADER, List.of());
    static final Section TEXT = new Section(PartNumber.WHOLE, Section.Text.TEXT, List.of());

    private final Source source;
    private final long size;
    private final Optional<ByteBuffer> loaded;

    private SectionOctets(Source source, long size, Optional<ByteBuffer> loaded) {
        this.source = source;
        this.size = size;
        this.loaded = loaded;
    }

    /** Opens what was found. */
    @FunctionalInterface
    private interface Source {
        InputStream open();
    }

    /** Whether the structure of the message is needed, or its header fields, which a summary has. */
    static boolean needsSummary(Section section) {
        return !section.part().isWhole() || !section.fields().isEmpty();
    }

    /** Whether a summary has all of the section, if it is complete. */
    static boolean inSummary(Section section) {
        return section.text() == Section.Text.HEADER_FIELDS
                && section.part().isWhole()
                && section.fields().stream().allMatch(SummaryFields::keeps);
    }

    /** The octets of a section, or some of them; empty if the message has no such section. */
    public static Optional<SectionOctets> of(FetchedMessage message, Section section, Optional<Partial> partial)
            throws IOException {
        Optional<OctetRange> range = range(message, section);
        if (range.isEmpty()) {
            return Optional.empty();
        }
        if (!section.fields().isEmpty()) {
            return Optional.of(fields(ChosenFields.of(message, section, range.get()), partial));
        }
        OctetRange wanted = partial(range.get(), partial);
        return Optional.of(new SectionOctets(
                () -> message.open(wanted.start(), wanted.size()),
                wanted.size(),
                message.loaded(wanted.start(), wanted.size())));
    }

    private static Optional<OctetRange> range(FetchedMessage message, Section section) throws IOException {
        if (section.part().isWhole()) {
            long octets = message.content().octets();
            long header = message.content().headerOctets();
            return Optional.of(
                    switch (section.text()) {
                        case ALL, MIME -> new OctetRange(0, octets);
                        case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> new OctetRange(0, header);
                        case TEXT -> new OctetRange(header, octets - header);
                    });
        }
        return message.structure().octets(section.part().numbers(), text(section.text()));
    }

    private static SectionText text(Section.Text text) {
        return switch (text) {
            case ALL -> SectionText.ALL;
            case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> SectionText.HEADER;
            case TEXT -> SectionText.TEXT;
            case MIME -> SectionText.MIME;
        };
    }

    /** Octets beyond the end are none (RFC 9051 6.4.5). */
    private static OctetRange partial(OctetRange all, Optional<Partial> partial) {
        if (partial.isEmpty()) {
            return all;
        }
        long skipped = Math.min(partial.get().offset(), all.size());
        return new OctetRange(all.start() + skipped, Math.min(partial.get().length(), all.size() - skipped));
    }

    private static SectionOctets fields(byte[] chosen, Optional<Partial> partial) {
        OctetRange wanted = partial(new OctetRange(0, chosen.length), partial);
        ByteBuffer octets = ByteBuffer.wrap(chosen, (int) wanted.start(), (int) wanted.size());
        return new SectionOctets(
                () -> new ByteArrayInputStream(chosen, octets.position(), octets.remaining()),
                wanted.size(),
                Optional.of(octets));
    }

    /** They themselves, where they are in memory. Not to be changed. */
    Optional<ByteBuffer> loaded() {
        return loaded;
    }

    /** How many octets there are. */
    public long size() {
        return size;
    }

    /** Opens them; to be closed. */
    public InputStream open() {
        return source.open();
    }
}
