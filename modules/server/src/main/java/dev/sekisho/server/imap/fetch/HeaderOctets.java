// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.mime.OctetRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The header of a message, octet by octet, for who searches it. */
public final class HeaderOctets {
    private static final int MOST = 1024 * 1024;

    private HeaderOctets() {}

    /** The fields of a name; from the summary where that has them. */
    public static List<HeaderField> named(FetchedMessage message, String name) throws IOException {
        Section section = new Section(PartNumber.WHOLE, Section.Text.HEADER_FIELDS, List.of(name));
        return HeaderFields.cut(ChosenFields.of(message, section, header(message)));
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
