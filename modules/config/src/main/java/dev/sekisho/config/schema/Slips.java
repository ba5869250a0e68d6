// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.policy.DomainName;
import dev.sekisho.policy.Reading;
import java.util.Locale;
import java.util.Optional;

/** What is often written where a name is expected, and what to write instead. Asked only of what was refused. */
public final class Slips {
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
        return DomainName.read(text) instanceof Reading.Refused<DomainName> refused
                ? Optional.of(of(refused))
                : Optional.empty();
    }

    /** What is wrong, and what to write. */
    public static String of(Reading.Refused<?> refused) {
        return "it " + refused.fault() + "; " + refused.wanted();
    }
}
