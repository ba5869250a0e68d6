// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.fetch.Section.Text;
import java.util.ArrayList;
import java.util.List;

/** What stands in the brackets of {@code BODY[...]} and {@code BINARY[...]} (RFC 9051 9, section). */
final class SectionGrammar {
    private static final String TEXT = "HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT, MIME, a part number or ']'";

    private final Tokens tokens;
    private final Cursor cursor;

    SectionGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    /** A section and the bracket behind it. */
    Section section() throws SyntaxException {
        List<Integer> numbers = new ArrayList<>();
        boolean dot = true;
        while (dot && Octets.isDigit(cursor.peek())) {
            numbers.add(number(numbers.size()));
            dot = cursor.take('.');
        }
        PartNumber part = new PartNumber(numbers);
        if (!dot) {
            cursor.expect(']');
            return new Section(part, Text.ALL, List.of());
        }
        if (part.isWhole() && cursor.take(']')) {
            return Section.WHOLE;
        }
        Section section = text(part);
        cursor.expect(']');
        return section;
    }

    /** A part's number, which may be missing, and the bracket behind it. */
    PartNumber part() throws SyntaxException {
        List<Integer> numbers = new ArrayList<>();
        if (cursor.take(']')) {
            return PartNumber.WHOLE;
        }
        do {
            numbers.add(number(numbers.size()));
        } while (cursor.take('.'));
        cursor.expect(']');
        return new PartNumber(numbers);
    }

    private int number(int before) throws SyntaxException {
        if (before == PartNumber.DEEPEST) {
            throw cursor.unexpected("at most " + PartNumber.DEEPEST + " levels");
        }
        long number = tokens.positive("a part number");
        if (number > Integer.MAX_VALUE) {
            throw cursor.unexpected("a part number of at most " + Integer.MAX_VALUE + " before this");
        }
        return (int) number;
    }

    private Section text(PartNumber part) throws SyntaxException {
        if (cursor.takePrefix("HEADER.FIELDS.NOT ")) {
            return new Section(part, Text.HEADER_FIELDS_NOT, fields());
        }
        if (cursor.takePrefix("HEADER.FIELDS ")) {
            return new Section(part, Text.HEADER_FIELDS, fields());
        }
        if (cursor.takePrefix("HEADER")) {
            return new Section(part, Text.HEADER, List.of());
        }
        if (cursor.takePrefix("TEXT")) {
            return new Section(part, Text.TEXT, List.of());
        }
        if (!part.isWhole() && cursor.takePrefix("MIME")) {
            return new Section(part, Text.MIME, List.of());
        }
        throw cursor.unexpected(TEXT);
    }

    private List<String> fields() throws SyntaxException {
        List<String> fields = new ArrayList<>();
        cursor.expect('(');
        do {
            fields.add(tokens.astring("the name of a header field"));
        } while (cursor.take(' '));
        cursor.expect(')');
        return fields;
    }
}
