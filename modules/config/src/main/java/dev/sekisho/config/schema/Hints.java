// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.Locale;
import java.util.Optional;

/** Hints for common errors where a name is expected. Used only after a value was refused. */
public final class Hints {
    private Hints() {}

    /** A character that nobody sees, such as the blanks that come along when something is copied from a web page. */
    static Optional<String> unseen(String text) {
        return text.codePoints()
                .filter(Hints::isUnseen)
                .boxed()
                .findFirst()
                .map(each -> String.format(Locale.ROOT, "remove the invisible character U+%04X", each));
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
        return DomainName.read(text) instanceof ParseResult.Rejected<DomainName> refused
                ? Optional.of(of(refused))
                : Optional.empty();
    }

    /** What is wrong, and what to write. */
    public static String of(ParseResult.Rejected<?> refused) {
        return "it " + refused.fault() + "; " + refused.wanted();
    }
}
