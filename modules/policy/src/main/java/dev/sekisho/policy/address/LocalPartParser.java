// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import dev.sekisho.policy.diagnostics.ParseResult.Parsed;
import dev.sekisho.policy.diagnostics.ParseResult.Rejected;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands before the {@code @} (RFC 5321 4.1.2), in the one spelling that means it: in quotes only where it needs them. */
final class LocalPartParser {
    private static final int LONGEST = 64;
    /** Each octet of a quoted string as a pair, and its quotes. */
    private static final int LONGEST_QUOTED = 2 * LONGEST + 2;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[ -~])*)\"");
    private static final String WANTED = "write one such as taro@example.org";

    private LocalPartParser() {}

    static ParseResult<String> read(String written) {
        Optional<Rejected<String>> character = written.codePoints()
                .filter(c -> c < ' ' || c > '~')
                .boxed()
                .findFirst()
                .map(LocalPartParser::foreign);
        if (character.isPresent()) {
            return character.get();
        }
        if (written.length() > LONGEST_QUOTED) {
            return tooLong(written);
        }
        return (written.startsWith("\"") ? quoted(written) : dotString(written))
                .then(name -> name.length() > LONGEST ? tooLong(name) : new Parsed<>(name));
    }

    private static Rejected<String> tooLong(String name) {
        return new Rejected<>(
                "has " + name.length() + " octets before the @, and SMTP allows " + LONGEST + " (RFC 5321 4.5.3.1.1)",
                WANTED);
    }

    private static Rejected<String> foreign(int c) {
        String code = String.format(Locale.ROOT, "U+%04X", c);
        return c > '~' && !Character.isISOControl(c)
                ? new Rejected<>(
                        "has " + EscapedText.character(c) + " before the @, where only ASCII is allowed (no SMTPUTF8)",
                        WANTED)
                : new Rejected<>(
                        "has the control character " + code + " before the @",
                        "remove the character " + code + ", which is invisible");
    }

    private static ParseResult<String> dotString(String written) {
        if (DOT_STRING.matcher(written).matches()) {
            return new Parsed<>(written);
        }
        if (written.isEmpty()) {
            return new Rejected<>("has nothing before the @", WANTED);
        }
        if (written.startsWith(".") || written.endsWith(".") || written.contains("..")) {
            return new Rejected<>("has a dot before the @ that is not between two names", WANTED);
        }
        int c = written.chars()
                .filter(each -> each != '.' && !Character.toString(each).matches(ATOM))
                .findFirst()
                .orElseThrow();
        return new Rejected<>("has " + (c == ' ' ? "a blank" : EscapedText.character(c)) + " before the @", WANTED);
    }

    private static ParseResult<String> quoted(String written) {
        var matcher = QUOTED.matcher(written);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            return new Rejected<>("has quotes before the @ that do not enclose one name", WANTED);
        }
        String name = matcher.group(1).replaceAll("\\\\(.)", "$1");
        if (DOT_STRING.matcher(name).matches()) {
            return new Parsed<>(name);
        }
        String plain = "\"" + name.replaceAll("[\"\\\\]", "\\\\$0") + "\"";
        // What James' addresses cannot hold.
        boolean odd = plain.contains("..") || plain.contains("\\,");
        return odd
                ? new Rejected<>("has dots or a backslash within its quotes, which this server does not accept", WANTED)
                : new Parsed<>(plain);
    }
}
