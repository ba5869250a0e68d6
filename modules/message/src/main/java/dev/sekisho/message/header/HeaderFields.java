// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

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

    /** The fields of a name, whatever its case. */
    public Stream<HeaderField> named(String name) {
        return fields.stream().filter(field -> field.isNamed(name));
    }

    /** The body of the first field of a name, unfolded and not decoded. */
    public Optional<RawText> first(String name) {
        return named(name).findFirst().map(HeaderField::body);
    }
}
