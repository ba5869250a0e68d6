// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.summary.SummaryFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Some fields of a header, octet by octet, with the empty line behind them (RFC 9051 6.4.5.1, HEADER.FIELDS). */
final class ChosenFields {
    /** Octets of a header that are looked at; what is beyond is no field that anybody asks for. */
    private static final int MOST = 8 * 1024 * 1024;

    private static final byte[] END = {'\r', '\n'};
    private static final byte[] NOTHING = {};

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
        boolean kept = section.part().isWhole()
                && section.text() == Section.Text.HEADER_FIELDS
                && section.fields().stream().allMatch(SummaryFields::keeps);
        Optional<byte[]> summarized = kept ? message.summary().fieldOctets(section.fields()) : Optional.empty();
        ChosenFields fields = new ChosenFields(section);
        if (summarized.isPresent()) {
            fields.choose(prefix(message));
            fields.chosen.writeBytes(summarized.get());
            return fields.end();
        }
        try (InputStream octets = message.open(header.start(), Math.min(MOST, header.size()))) {
            fields.choose(octets.readAllBytes());
        }
        return fields.end();
    }

    private static byte[] prefix(FetchedMessage message) {
        return message.content().prefix().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes fields that the summary has; false, with nothing written, if it has not all of them. */
    static boolean writeSummarized(FetchedMessage message, BodySection item, FetchResponse out) throws IOException {
        Optional<byte[]> summarized =
                message.summary().fieldOctets(item.section().fields());
        if (summarized.isEmpty()) {
            return false;
        }
        if (message.content().prefix().isEmpty()) {
            out.section(item, summarized.get(), END);
        } else {
            ChosenFields fields = new ChosenFields(item.section());
            fields.choose(prefix(message));
            fields.chosen.writeBytes(summarized.get());
            out.section(item, fields.end(), NOTHING);
        }
        return true;
    }

    private void choose(byte[] octets) {
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
        chosen.writeBytes(END);
        return chosen.toByteArray();
    }
}
