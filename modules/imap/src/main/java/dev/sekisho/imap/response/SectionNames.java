// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.fetch.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;

/** The names of sections as FETCH tells them (RFC 9051 7.5.2), each written once for all messages of a command. One owner, no threads. */
final class SectionNames {
    /** A command may ask for more sections, whose names are then written again for each message. */
    private static final int KEPT = 16;

    private final Map<Section, byte[]> names = new IdentityHashMap<>();
    private boolean utf8;

    /** From now on strings may be UTF-8 in quotes. */
    void enableUtf8() {
        utf8 = true;
        names.clear();
    }

    /** Such as {@code BODY[HEADER.FIELDS (TO DATE)]}. Not to be changed. */
    byte[] of(Section section) throws IOException {
        byte[] known = names.get(section);
        if (known == null) {
            known = written(section);
            if (names.size() < KEPT) {
                names.put(section, known);
            }
        }
        return known;
    }

    private byte[] written(Section section) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(64);
        ResponseBuffer buffer = new ResponseBuffer(octets::write);
        if (utf8) {
            buffer.enableUtf8();
        }
        buffer.ascii("BODY[").ascii(section.part().toString());
        String word = section.text().word();
        buffer.ascii(word.isEmpty() || section.part().isWhole() ? word : "." + word);
        String between = " (";
        for (String field : section.fields()) {
            fieldName(field, buffer.ascii(between));
            between = " ";
        }
        buffer.ascii(section.fields().isEmpty() ? "]" : ")]").finish();
        return octets.toByteArray();
    }

    /** As an atom where it can be, because clients compare what is answered with what they have asked for. */
    private static void fieldName(String name, ResponseBuffer buffer) throws IOException {
        boolean atom =
                !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
        if (atom) {
            buffer.ascii(name);
        } else {
            buffer.string(name);
        }
    }
}
