// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.Charsets;
import dev.sekisho.message.header.HeaderText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes parameters: continuations and charsets of RFC 2231, and what programs write that do not know it. */
final class ParameterDecoder {
    private static final int MOST_SECTIONS = 1000;

    private ParameterDecoder() {}

    /** The form of RFC 2231 counts before the plain one, which is there for old programs. */
    static Optional<String> decode(List<Parameter> entries, String name) {
        return extended(entries, name + "*")
                .or(() -> continued(entries, name + "*"))
                .or(() -> find(entries, name).map(plain -> HeaderText.decode(plain.value())));
    }

    private static Optional<String> extended(List<Parameter> entries, String name) {
        return find(entries, name).map(entry -> {
            String value = entry.value().octets();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            percentDecode(afterCharset(value), octets);
            return Charsets.decode(octets.toByteArray(), charset(value));
        });
    }

    private static Optional<String> continued(List<Parameter> entries, String prefix) {
        Map<Integer, Parameter> sections = sections(entries, prefix);
        Parameter first = sections.get(0);
        if (first == null) {
            return Optional.empty();
        }
        boolean labelled = first.name().endsWith("*");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; sections.containsKey(i); i++) {
            append(sections.get(i), i == 0, octets);
        }
        String charset = labelled ? charset(first.value().octets()) : "";
        return Optional.of(Charsets.decode(octets.toByteArray(), charset));
    }

    private static void append(Parameter section, boolean first, ByteArrayOutputStream octets) {
        String value = section.value().octets();
        if (section.name().endsWith("*")) {
            percentDecode(first ? afterCharset(value) : value, octets);
        } else {
            octets.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The sections {@code name*0}, {@code name*1*} and so on, by number; of two with one number, the first. */
    private static Map<Integer, Parameter> sections(List<Parameter> entries, String prefix) {
        Map<Integer, Parameter> sections = new TreeMap<>();
        for (Parameter entry : entries) {
            if (entry.name().startsWith(prefix)) {
                String number = entry.name().substring(prefix.length());
                number = number.endsWith("*") ? number.substring(0, number.length() - 1) : number;
                if (number.matches("[0-9]{1,4}") && Integer.parseInt(number) < MOST_SECTIONS) {
                    sections.putIfAbsent(Integer.parseInt(number), entry);
                }
            }
        }
        return sections;
    }

    private static Optional<Parameter> find(List<Parameter> entries, String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private static String charset(String value) {
        int quote = value.indexOf('\'');
        return quote < 0 ? "" : value.substring(0, quote);
    }

    /** What follows {@code charset'language'}; all of it where that is missing. */
    private static String afterCharset(String value) {
        int first = value.indexOf('\'');
        int second = value.indexOf('\'', first + 1);
        return first < 0 || second < 0 ? value : value.substring(second + 1);
    }

    private static void percentDecode(String value, ByteArrayOutputStream octets) {
        for (int i = 0; i < value.length(); i++) {
            int high = hex(value, i + 1);
            int low = hex(value, i + 2);
            if (value.charAt(i) == '%' && high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(value.charAt(i));
            }
        }
    }

    private static int hex(String value, int at) {
        return at < value.length() ? Character.digit(value.charAt(at), 16) : -1;
    }
}
