// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.mime.Part;
import dev.sekisho.message.mime.SectionText;
import dev.sekisho.message.text.DecodedStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A part without its transfer encoding (RFC 9051 6.4.5, RFC 3516 4), decoded once to be measured and once to be sent. */
final class DecodedPart {
    private static final int PIECE = 16 * 1024;

    private final FetchedMessage message;
    private final OctetRange range;
    private final String encoding;

    private DecodedPart(FetchedMessage message, OctetRange range, String encoding) {
        this.message = message;
        this.range = range;
        this.encoding = encoding;
    }

    /**
     * Refuses a part whose encoding is not known, before anything of the message is written.
     *
     * @throws UndecodablePart if it is not known
     */
    static void requireDecodable(FetchedMessage message, PartNumber number) throws IOException {
        Optional<DecodedPart> part = find(message, number);
        if (part.isPresent() && !DecodedStream.isKnown(part.get().encoding)) {
            throw new UndecodablePart(part.get().encoding);
        }
    }

    /** The whole message is as it is; a multipart and a message within it have no encoding of their own. */
    private static Optional<DecodedPart> find(FetchedMessage message, PartNumber number) throws IOException {
        if (number.isWhole()) {
            OctetRange all = new OctetRange(0, message.content().octets());
            return Optional.of(new DecodedPart(message, all, "binary"));
        }
        Optional<Part> part = message.structure().part(number.numbers());
        Optional<OctetRange> range = message.structure().octets(number.numbers(), SectionText.ALL);
        if (part.isEmpty() || range.isEmpty()) {
            return Optional.empty();
        }
        boolean encoded = part.get().children().isEmpty();
        String encoding = encoded ? part.get().fields().encoding() : "binary";
        return Optional.of(new DecodedPart(message, range.get(), encoding));
    }

    static void write(FetchedMessage message, BinarySection item, FetchResponse out) throws IOException {
        Optional<DecodedPart> part = find(message, item.part());
        if (part.isEmpty()) {
            out.noBinary(item);
            return;
        }
        long offset = item.partial().map(Partial::offset).orElse(0L);
        long most = item.partial().map(Partial::length).orElse(Long.MAX_VALUE);
        Measure measure = part.get().measure(offset, most);
        try (InputStream octets = part.get().open()) {
            octets.skipNBytes(measure.skipped);
            out.binary(item, measure.size, octets, measure.holdsNul);
        }
    }

    static void writeSize(FetchedMessage message, BinarySize item, FetchResponse out) throws IOException {
        Optional<DecodedPart> part = find(message, item.part());
        out.binarySize(item, part.isPresent() ? part.get().measure(0, Long.MAX_VALUE).size : 0);
    }

    private InputStream open() throws IOException {
        return DecodedStream.of(message.open(range.start(), range.size()), encoding)
                .orElseThrow(() -> new UndecodablePart(encoding));
    }

    private Measure measure(long offset, long most) throws IOException {
        Measure measure = new Measure();
        byte[] piece = new byte[PIECE];
        try (InputStream octets = open()) {
            for (int count = octets.read(piece); count >= 0; count = octets.read(piece)) {
                measure.see(piece, count, offset, most);
            }
        }
        return measure;
    }

    /** How many of the decoded octets are asked for. */
    private static final class Measure {
        private long skipped;
        private long size;
        private boolean holdsNul;

        private void see(byte[] octets, int count, long offset, long most) {
            int from = (int) Math.min(count, offset - skipped);
            skipped += from;
            int taken = (int) Math.min(count - from, most - size);
            for (int i = from; i < from + taken && !holdsNul; i++) {
                holdsNul = octets[i] == 0;
            }
            size += taken;
        }
    }
}
