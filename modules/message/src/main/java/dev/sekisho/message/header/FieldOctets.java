// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.Locale;

/** Cuts the octets of a field into name and body. */
final class FieldOctets {
    private FieldOctets() {}

    static String name(String field) {
        int colon = field.indexOf(':');
        return colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    static String body(String field) {
        StringBuilder body = new StringBuilder(field.length());
        for (int i = field.indexOf(':') + 1; i < field.length(); i++) {
            char octet = field.charAt(i);
            if (octet != '\r' && octet != '\n') {
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
