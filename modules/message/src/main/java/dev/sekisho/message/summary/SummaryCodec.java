// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.imap.StructureForm;
import dev.sekisho.message.mime.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The compact form of a summary: the version in one octet, the CRC-32 of the rest in four, and then, each with its size before it, ENVELOPE
 * and BODYSTRUCTURE as IMAP sends them, the ranges of the parts, the header fields, the preview in UTF-8, and size and date.
 */
public final class SummaryCodec {
    /** Raised when the form, or what the reader finds in a message, changes. The store computes summaries of other versions again. */
    public static final int VERSION = 1;

    private static final int CHECKED_FROM = 5;

    private SummaryCodec() {}

    public static byte[] encode(MessageSummary summary) {
        Part root = summary.structure().root();
        VarintWriter out = new VarintWriter();
        out.sized(EnvelopeForm.print(summary.envelope()));
        out.sized(StructureForm.bodyStructure(root));
        out.sized(RangeCodec.encode(root));
        out.sized(fields(summary.fields()));
        out.sized(summary.preview().getBytes(StandardCharsets.UTF_8));
        out.number(summary.size());
        date(summary.sent(), out);
        return sealed(out.toBytes());
    }

    /** The summary in these octets; nothing if they are of another version or damaged: then it has to be computed again. */
    public static Optional<EncodedSummary> open(byte[] octets) {
        if (octets.length < CHECKED_FROM || octets[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.wrap(octets);
        if (all.getInt(1) != checksum(octets)) {
            return Optional.empty();
        }
        VarintReader in = new VarintReader(all.position(CHECKED_FROM));
        try {
            return Optional.of(new EncodedSummary(
                    in.sized(), in.sized(), in.sized(), in.sized(), in.sized(), in.number(), readDate(in)));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static byte[] sealed(byte[] content) {
        byte[] octets = new byte[CHECKED_FROM + content.length];
        octets[0] = VERSION;
        System.arraycopy(content, 0, octets, CHECKED_FROM, content.length);
        ByteBuffer.wrap(octets).putInt(1, checksum(octets));
        return octets;
    }

    private static int checksum(byte[] octets) {
        CRC32 sum = new CRC32();
        sum.update(octets, CHECKED_FROM, octets.length - CHECKED_FROM);
        return (int) sum.getValue();
    }

    private static byte[] fields(HeaderFields fields) {
        VarintWriter out = new VarintWriter();
        out.number(fields.complete() ? 1 : 0).number(fields.fields().size());
        for (HeaderField field : fields.fields()) {
            out.sized(field.octets().toBytes());
        }
        return out.toBytes();
    }

    private static void date(@Nullable OffsetDateTime sent, VarintWriter out) {
        if (sent == null) {
            out.number(0);
        } else {
            out.number(1).signed(sent.toEpochSecond());
            out.signed(sent.getOffset().getTotalSeconds());
        }
    }

    private static @Nullable SentDate readDate(VarintReader in) {
        return in.number() == 0 ? null : new SentDate(in.signed(), (int) in.signed());
    }
}
