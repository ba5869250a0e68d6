// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.Locale;

/** Cuts the octets of a field into name and body. */
final class FieldOctets {
    private FieldOctets() {}

    static String name(String field) {
        int colon = field.indexOf(':');
        return colon < 0 ? "" : trimmed(field.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /** Whether a field has this name, whatever its case. */
    static boolean isNamed(String field, String name) {
        if (!field.regionMatches(true, 0, name, 0, name.length())) {
            return false;
        }
        int colon = name.length();
        while (colon < field.length() && isBlank(field.charAt(colon))) {
            colon++;
        }
        return colon < field.length() && field.charAt(colon) == ':';
    }

    /** Unfolded (RFC 5322 2.2.3). A CR that ends no line is a blank, and NUL, which IMAP cannot send, is left out. */
    static String body(String field) {
        StringBuilder body = new StringBuilder(field.length());
        for (int i = field.indexOf(':') + 1; i < field.length(); i++) {
            char octet = field.charAt(i);
            if (octet == '\r' && i + 1 < field.length() && field.charAt(i + 1) != '\n') {
                body.append(' ');
            } else if (octet != '\r' && octet != '\n' && octet != 0) {
                body.append(octet);
            }
        }
        return trimmed(body);
    }

    /** Without blanks and tabs at the ends. */
    static String trimmed(CharSequence text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.subSequence(start, end).toString();
    }

    private static boolean isBlank(char octet) {
        return octet == ' ' || octet == '\t';
    }
}
