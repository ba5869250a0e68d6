// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.Section;
import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.summary.SummaryFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Some fields of a header, octet by octet, with the empty line behind them (RFC 9051 6.4.5.1, HEADER.FIELDS). */
final class ChosenFields {
    /** Octets of a header that are looked at; what is beyond is no field that anybody asks for. */
    private static final int MOST = 8 * 1024 * 1024;

    private final List<String> names;
    private final boolean others;
    private final ByteArrayOutputStream chosen = new ByteArrayOutputStream(512);

    private ChosenFields(Section section) {
        this.names = section.fields().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        this.others = section.text() == Section.Text.HEADER_FIELDS_NOT;
    }

    /**
     * The fields of a section.
     *
     * @param header where the header is in the message
     */
    static byte[] of(FetchedMessage message, Section section, OctetRange header) throws IOException {
        ChosenFields fields = new ChosenFields(section);
        if (section.part().isWhole() && !fields.others && fields.names.stream().allMatch(SummaryFields::keeps)) {
            HeaderFields kept = message.summary().fields();
            if (kept.complete()) {
                fields.choose(
                        new ByteArrayInputStream(message.content().prefix().getBytes(StandardCharsets.UTF_8)));
                fields.choose(kept);
                return fields.end();
            }
        }
        try (InputStream octets = message.open(header.start(), Math.min(MOST, header.size()))) {
            fields.choose(octets);
        }
        return fields.end();
    }

    private void choose(HeaderFields kept) {
        for (HeaderField field : kept.fields()) {
            if (names.contains(field.name())) {
                chosen.writeBytes(field.octets().toBytes());
            }
        }
    }

    private void choose(InputStream header) throws IOException {
        byte[] octets = header.readAllBytes();
        boolean chosenField = false;
        int from = 0;
        while (from < octets.length) {
            int end = endOfLine(octets, from);
            boolean continues = octets[from] == ' ' || octets[from] == '\t';
            if (isEmpty(octets, from, end)) {
                return;
            }
            chosenField = continues ? chosenField : isChosen(octets, from, end);
            if (chosenField) {
                chosen.write(octets, from, end - from);
            }
            from = end;
        }
    }

    private boolean isChosen(byte[] octets, int from, int end) {
        int colon = from;
        while (colon < end && octets[colon] != ':') {
            colon++;
        }
        String name = new String(octets, from, colon - from, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return colon < end && names.contains(name) != others;
    }

    private static int endOfLine(byte[] octets, int from) {
        int at = from;
        while (at < octets.length && octets[at] != '\n') {
            at++;
        }
        return Math.min(octets.length, at + 1);
    }

    private static boolean isEmpty(byte[] octets, int from, int end) {
        return octets[from] == '\n' || (octets[from] == '\r' && end == from + 2);
    }

    private byte[] end() {
        chosen.write('\r');
        chosen.write('\n');
        return chosen.toByteArray();
    }
}
