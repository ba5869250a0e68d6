// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** What is often written where a name is expected, and what to write instead. Asked only of what was refused. */
public final class Slips {
    private static final String HOST_LETTERS = "(?i)[a-z0-9.-]+";

    private Slips() {}

    /** A character that nobody sees, such as the blanks that come along when something is copied from a web page. */
    static Optional<String> unseen(String text) {
        return text.codePoints()
                .filter(Slips::isUnseen)
                .boxed()
                .findFirst()
                .map(each -> String.format(Locale.ROOT, "remove the character U+%04X, which cannot be seen", each));
    }

    private static boolean isUnseen(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint != ' '
                && (type == Character.SPACE_SEPARATOR
                        || type == Character.FORMAT
                        || (type == Character.CONTROL && !Character.isWhitespace(codePoint)));
    }

    /** Of what was to be a host name or a domain. */
    public static Optional<String> inName(String text) {
        if (text.contains("://")) {
            return Optional.of("write the name alone, without " + text.substring(0, text.indexOf("://") + 3));
        }
        if (text.matches("@[^@]+")) {
            return Optional.of("write the domain without the @ before it");
        }
        if (text.contains("@")) {
            return Optional.of("write the domain alone, which is what stands behind the @");
        }
        if (text.matches("[^.].*[^.]\\.")) {
            return Optional.of("write it without the dot at its end");
        }
        if (text.matches("\\[.*]")) {
            return Optional.of("write it without brackets");
        }
        return inLetters(text);
    }

    /** Of what was to be in the letters of host names. */
    public static Optional<String> inLetters(String text) {
        return text.chars().allMatch(c -> c < 0x80) ? Optional.empty() : wireForm(text);
    }

    /**
     * The A-labels (RFC 5890) of a domain in other letters. Where the standards of 2003 and 2008 differ (RFC 5894 7.2) none is named: they
     * would be two domains.
     */
    private static Optional<String> wireForm(String text) {
        String how = "write it as it stands in the DNS, in letters, digits and hyphens";
        if (text.matches(".*[\u00df\u03c2\u200c\u200d].*")) {
            return Optional.of(how);
        }
        try {
            String name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            return Optional.of(name.matches(HOST_LETTERS) ? how + ": " + name : how);
        } catch (IllegalArgumentException notIdna) {
            return Optional.of(how);
        }
    }
}
