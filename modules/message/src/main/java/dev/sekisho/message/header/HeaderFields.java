// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fields of a header, in the order of the message.
 *
 * @param complete false if a field was dropped or cut because of a bound: then the message itself has to be read for the exact octets
 */
public record HeaderFields(List<HeaderField> fields, boolean complete) {
    public static final HeaderFields NONE = new HeaderFields(List.of(), true);

    public HeaderFields {
        fields = List.copyOf(fields);
    }

    /** Cuts a header into its fields, whatever their lines are, up to an empty line. */
    public static List<HeaderField> cut(byte[] header) {
        List<HeaderField> fields = new ArrayList<>();
        String octets = new String(header, StandardCharsets.ISO_8859_1);
        int from = 0;
        while (from < octets.length() && octets.charAt(from) != '\n' && !octets.startsWith("\r\n", from)) {
            int end = endOfField(octets, from);
            fields.add(new HeaderField(new RawText(octets.substring(from, end))));
            from = end;
        }
        return fields;
    }

    private static int endOfField(String octets, int from) {
        int end = from;
        do {
            int lineFeed = octets.indexOf('\n', end);
            end = lineFeed < 0 ? octets.length() : lineFeed + 1;
        } while (end < octets.length() && (octets.charAt(end) == ' ' || octets.charAt(end) == '\t'));
        return end;
    }

    /** The fields of a name, whatever its case. */
    public Stream<HeaderField> named(String name) {
        return fields.stream().filter(field -> field.isNamed(name));
    }

    /** The body of the first field of a name, unfolded and not decoded. */
    public Optional<RawText> first(String name) {
        return field(name).map(HeaderField::body);
    }

    /** The first field of a name. */
    Optional<HeaderField> field(String name) {
        for (HeaderField field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
