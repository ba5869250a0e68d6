// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.RawText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Collects the wanted fields of one header, line by line, within bounds. */
final class HeaderCollector {
    static final int MOST_FIELDS = 2_000;
    private static final int LONGEST_NAME = 200;

    private final Predicate<String> wanted;
    private final HeaderBudget budget;
    private final List<HeaderField> fields = new ArrayList<>();
    private final ByteArrayOutputStream current = new ByteArrayOutputStream(256);
    private boolean keeping;
    private boolean complete = true;

    /** Takes the fields whose names, in small letters, are wanted. */
    HeaderCollector(Predicate<String> wanted, HeaderBudget budget) {
        this.wanted = wanted;
        this.budget = budget;
    }

    /** A line, or the first piece of a long one. */
    void line(byte[] buffer, int start, int end) {
        boolean folded = buffer[start] == ' ' || buffer[start] == '\t';
        if (!folded) {
            finish();
            keeping = isWanted(buffer, start, end);
        }
        more(buffer, start, end);
    }

    /** A further piece of a line, or of the field. */
    void more(byte[] buffer, int start, int end) {
        if (!keeping) {
            return;
        }
        int room = budget.take(Math.min(end - start, HeaderField.MOST_OCTETS - current.size()));
        current.write(buffer, start, room);
        complete &= room == end - start;
    }

    /** A field whose end the budget cut is dropped. */
    private void finish() {
        if (current.size() > 0) {
            if (fields.size() < MOST_FIELDS && !budget.isSpent()) {
                fields.add(new HeaderField(RawText.of(current.toByteArray())));
            } else {
                complete = false;
            }
            current.reset();
        }
        keeping = false;
    }

    HeaderFields toFields() {
        finish();
        return new HeaderFields(fields, complete);
    }

    private boolean isWanted(byte[] buffer, int start, int end) {
        int colon = colon(buffer, start, end);
        if (colon <= start) {
            return false;
        }
        String name = new String(buffer, start, colon - start, StandardCharsets.ISO_8859_1);
        return wanted.test(name.strip().toLowerCase(Locale.ROOT));
    }

    /** Where the colon behind a name is, or -1. White space before it is allowed (RFC 5322 4.5). */
    private static int colon(byte[] buffer, int start, int end) {
        int limit = Math.min(end, start + LONGEST_NAME);
        boolean blank = false;
        for (int i = start; i < limit; i++) {
            byte octet = buffer[i];
            if (octet == ':') {
                return i;
            }
            boolean isBlank = octet == ' ' || octet == '\t';
            if (octet <= ' ' && !isBlank || blank && !isBlank) {
                return -1;
            }
            blank = isBlank;
        }
        return -1;
    }
}
