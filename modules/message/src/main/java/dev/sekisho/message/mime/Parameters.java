// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;
import java.util.List;
import java.util.Optional;

/** Parameters of Content-Type or Content-Disposition, in the order of the message, none decoded; the sections of RFC 2231 3 are joined. */
public record Parameters(List<Parameter> entries) {
    public static final Parameters NONE = new Parameters(List.of());

    public Parameters {
        entries = List.copyOf(entries);
    }

    /** The first parameter of exactly this name, not decoded. */
    public Optional<RawText> raw(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /**
     * The value of a parameter in characters: charsets of RFC 2231, encoded words of RFC 2047 (against the RFC, but
     * frequent), and UTF-8 as it is, are decoded.
     *
     * @param name in small letters, without the asterisks of RFC 2231
     */
    public Optional<String> value(String name) {
        return ParameterDecoder.decode(this, name);
    }
}
