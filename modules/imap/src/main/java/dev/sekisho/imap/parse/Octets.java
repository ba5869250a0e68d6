// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

/** The classes of octets of the grammar (RFC 9051 9). */
final class Octets {
    private static final String ATOM_SPECIALS = "(){ %*\"\\]";

    private Octets() {}

    /** ATOM-CHAR, and octets beyond ASCII, which UTF-8 may have. */
    static boolean isAtom(int octet) {
        return octet > ' ' && octet != 0x7f && ATOM_SPECIALS.indexOf(octet) < 0;
    }

    /** ASTRING-CHAR: {@code ]} too. */
    static boolean isAstring(int octet) {
        return octet == ']' || isAtom(octet);
    }

    /** list-char: {@code ]} and the wildcards too. */
    static boolean isList(int octet) {
        return octet == '%' || octet == '*' || isAstring(octet);
    }

    /** A character of a tag: ASTRING-CHAR of ASCII but the plus sign. */
    static boolean isTag(int octet) {
        return octet != '+' && octet < 0x7f && isAstring(octet);
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isText(int octet) {
        return octet > 0 && octet != '\r' && octet != '\n';
    }
}
