// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.summary.SummaryFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The header of a message, octet by octet, for who searches it. */
public final class HeaderOctets {
    private static final int MOST = 1024 * 1024;

    private HeaderOctets() {}

    /** The fields of a name; from the summary where that has them. */
    public static List<HeaderField> named(FetchedMessage message, String name) throws IOException {
        if (SummaryFields.keeps(name)) {
            EncodedSummary summary = message.summary();
            if (summary.hasAllFields()) {
                List<HeaderField> ofBody = summary.fields(name);
                List<HeaderField> ofDelivery = ofDelivery(message, name);
                return ofDelivery.isEmpty()
                        ? ofBody
                        : Stream.concat(ofDelivery.stream(), ofBody.stream()).toList();
            }
        }
        Section section = new Section(PartNumber.WHOLE, Section.Text.HEADER_FIELDS, List.of(name));
        return HeaderFields.cut(ChosenFields.of(message, section, header(message)));
    }

    private static List<HeaderField> ofDelivery(FetchedMessage message, String name) {
        String prefix = message.content().prefix();
        // The name is sought first, as no message has the field there that is asked for most.
        return prefix.isEmpty() || !prefix.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))
                ? List.of()
                : HeaderFields.cut(prefix.getBytes(StandardCharsets.UTF_8)).stream()
                        .filter(field -> field.isNamed(name))
                        .toList();
    }

    /** All fields, as far as they are within a megabyte. */
    public static byte[] whole(FetchedMessage message) throws IOException {
        OctetRange header = header(message);
        try (InputStream octets = message.open(header.start(), Math.min(MOST, header.size()))) {
            return octets.readAllBytes();
        }
    }

    private static OctetRange header(FetchedMessage message) {
        return new OctetRange(0, message.content().headerOctets());
    }
}
