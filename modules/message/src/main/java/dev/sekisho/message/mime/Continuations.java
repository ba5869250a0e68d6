// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins parameters that are divided into sections (RFC 2231 3 and 4.1): {@code name*0}, {@code name*1} and so on become {@code name}; with an
 * encoded section such as {@code name*0*} among them they become {@code name*}. Many clients read that, and not the sections.
 */
final class Continuations {
    private static final String PLAIN = "!#$&+-.^_`{|}~";
    private static final int MOST_DIGITS = 3;

    private final Map<String, Parameter> byName = new HashMap<>();
    private final List<Parameter> joined = new ArrayList<>();

    private Continuations() {}

    static List<Parameter> join(List<Parameter> entries) {
        boolean divided = entries.stream().anyMatch(entry -> entry.name().contains("*0"));
        return divided ? new Continuations().run(entries) : entries;
    }

    private List<Parameter> run(List<Parameter> entries) {
        entries.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        for (Parameter entry : entries) {
            String name = entry.name();
            if (name.endsWith("*0") || name.endsWith("*0*")) {
                joined.add(sections(name.substring(0, name.lastIndexOf("*0"))));
            } else if (!isLaterSection(name)) {
                joined.add(entry);
            }
        }
        return joined;
    }

    private Parameter sections(String name) {
        List<Parameter> sections = new ArrayList<>();
        for (Parameter next = section(name, 0); next != null; next = section(name, sections.size())) {
            sections.add(next);
        }
        boolean encoded = sections.stream().anyMatch(section -> section.name().endsWith("*"));
        StringBuilder value = new StringBuilder();
        if (encoded && !sections.get(0).name().endsWith("*")) {
            value.append("''");
        }
        for (Parameter section : sections) {
            String octets = section.value().octets();
            value.append(encoded && !section.name().endsWith("*") ? encode(octets) : octets);
        }
        return new Parameter(encoded ? name + "*" : name, new RawText(value.toString()));
    }

    private @Nullable Parameter section(String name, int number) {
        Parameter encoded = byName.get(name + "*" + number + "*");
        return encoded == null ? byName.get(name + "*" + number) : encoded;
    }

    /** Whether a section of this name belongs to one that has the number 0. */
    private boolean isLaterSection(String name) {
        String bare = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
        int star = bare.lastIndexOf('*');
        String digits = bare.substring(star + 1);
        boolean numbered = star > 0
                && !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(Character::isDigit);
        return numbered && section(bare.substring(0, star), 0) != null;
    }

    private static String encode(String octets) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : octets.getBytes(StandardCharsets.ISO_8859_1)) {
            boolean plain = octet >= '0' && octet <= '9'
                    || (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z' && octet > 0
                    || PLAIN.indexOf(octet) >= 0;
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
