// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the fields with a token and parameters (RFC 2045 5.1, RFC 2183 2), as leniently as mail programs do. */
final class ContentParser {
    private static final int MOST_PARAMETERS = 200;
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    private final String field;
    private int position;

    private ContentParser(RawText field) {
        this.field = field.octets();
    }

    /** Nothing if there is no type and subtype (RFC 2045 5.2: then the default counts). */
    static Optional<MediaType> mediaType(RawText field) {
        ContentParser parser = new ContentParser(field);
        String type = parser.token();
        boolean slash = parser.take('/');
        String subtype = parser.token();
        if (type.isEmpty() || !slash || subtype.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MediaType(type, subtype, parser.parameters()));
    }

    /** RFC 2183 2.8: a type that is not known is an attachment. */
    static Disposition disposition(RawText field) {
        ContentParser parser = new ContentParser(field);
        String type = parser.token();
        return new Disposition(type.isEmpty() ? "attachment" : type, parser.parameters());
    }

    /** The transfer encoding, which some programs put in quotes; {@code 7bit} if there is none to be read. */
    static String encoding(RawText field) {
        ContentParser parser = new ContentParser(field);
        parser.skipBlanksAndComments();
        parser.take('"');
        String encoding = parser.token();
        return encoding.isEmpty() ? "7bit" : encoding;
    }

    static List<RawText> languages(RawText field) {
        ContentParser parser = new ContentParser(field);
        List<RawText> languages = new ArrayList<>();
        while (parser.position < parser.field.length() && languages.size() < MOST_PARAMETERS) {
            String language = parser.token();
            if (!language.isEmpty()) {
                languages.add(new RawText(language));
            }
            parser.skipTo(',');
        }
        return languages;
    }

    private Parameters parameters() {
        List<Parameter> entries = new ArrayList<>();
        skipTo(';');
        while (position < field.length() && entries.size() < MOST_PARAMETERS) {
            String name = token();
            if (!name.isEmpty() && take('=')) {
                entries.add(new Parameter(name, new RawText(value())));
            }
            skipTo(';');
        }
        return new Parameters(Continuations.join(entries));
    }

    private String value() {
        skipBlanksAndComments();
        return position < field.length() && field.charAt(position) == '"' ? quoted() : unquoted();
    }

    /** A quoted string; one that is not closed ends with the field. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (position++; position < field.length() && field.charAt(position) != '"'; position++) {
            if (field.charAt(position) == '\\' && position + 1 < field.length()) {
                position++;
            }
            value.append(field.charAt(position));
        }
        position = Math.min(position + 1, field.length());
        return value.toString();
    }

    /** A token; or, against the RFC, all up to the next semicolon, such as a file name with blanks. */
    private String unquoted() {
        int start = position;
        int end = field.indexOf(';', start);
        int stop = end < 0 ? field.length() : end;
        while (position < stop && isTokenChar(field.charAt(position))) {
            position++;
        }
        int tokenEnd = position;
        skipBlanksAndComments();
        boolean wholeToken = position >= stop;
        position = Math.max(position, stop);
        return wholeToken
                ? field.substring(start, tokenEnd)
                : field.substring(start, stop).strip();
    }

    /** A token in small letters, with white space and comments before it; empty if there is none. */
    private String token() {
        skipBlanksAndComments();
        int start = position;
        while (position < field.length() && isTokenChar(field.charAt(position))) {
            position++;
        }
        return field.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private boolean take(char expected) {
        skipBlanksAndComments();
        boolean there = position < field.length() && field.charAt(position) == expected;
        position += there ? 1 : 0;
        return there;
    }

    /** Passes over what does not belong here, and the separator behind it. */
    private void skipTo(char separator) {
        while (position < field.length() && field.charAt(position) != separator) {
            if (field.charAt(position) == '"') {
                quoted();
            } else if (field.charAt(position) == '(') {
                skipComment();
            } else {
                position++;
            }
        }
        position = Math.min(position + 1, field.length());
    }

    private void skipBlanksAndComments() {
        while (position < field.length()) {
            char octet = field.charAt(position);
            if (octet == '(') {
                skipComment();
            } else if (octet == ' ' || octet == '\t') {
                position++;
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            char octet = field.charAt(position++);
            if (octet == '\\') {
                position = Math.min(position + 1, field.length());
            } else {
                depth += octet == '(' ? 1 : octet == ')' ? -1 : 0;
            }
        } while (depth > 0 && position < field.length());
    }

    private static boolean isTokenChar(char octet) {
        return octet > ' ' && octet < 0x7F && SPECIALS.indexOf(octet) < 0;
    }
}
