// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.Map;

/** Character references of HTML: those by number, and the names that mail programs write. */
final class CharacterReferences {
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para"
                    + " middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave"
                    + " Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute"
                    + " Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave"
                    + " iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn"
                    + " yuml";
    private static final int FIRST_LATIN = 0xA0;
    private static final String[] LATIN_NAMES = LATIN.split(" ", -1);
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rsquo", "\u2019"),
            Map.entry("sbquo", "\u201A"),
            Map.entry("ldquo", "\u201C"),
            Map.entry("rdquo", "\u201D"),
            Map.entry("bdquo", "\u201E"),
            Map.entry("bull", "\u2022"),
            Map.entry("hellip", "\u2026"),
            Map.entry("euro", "\u20AC"),
            Map.entry("trade", "\u2122"),
            Map.entry("zwnj", "\u200C"),
            Map.entry("zwj", "\u200D"));

    private CharacterReferences() {}

    /** The characters of a reference without its ampersand and semicolon. One that is not known stays as it is. */
    static String decode(String name) {
        if (name.startsWith("#")) {
            return number(name);
        }
        String known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        for (int i = 0; i < LATIN_NAMES.length; i++) {
            if (LATIN_NAMES[i].equals(name)) {
                return String.valueOf((char) (FIRST_LATIN + i));
            }
        }
        return "&" + name + ";";
    }

    private static String number(String name) {
        boolean hexadecimal = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        try {
            int codePoint = hexadecimal ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            boolean character = Character.isValidCodePoint(codePoint)
                    && codePoint != 0
                    && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
            return character ? Character.toString(codePoint) : "\uFFFD";
        } catch (NumberFormatException noNumber) {
            return "&" + name + ";";
        }
    }
}
