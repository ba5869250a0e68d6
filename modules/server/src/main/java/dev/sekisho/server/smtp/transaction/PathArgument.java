// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The argument of MAIL or RCPT (RFC 5321 4.1.1.2, 4.1.1.3, 4.1.2): a path in angle brackets and ESMTP parameters.
 *
 * @param path what stands between the brackets, without a source route
 * @param parameters keyword in upper case to value; an empty value where there is none
 */
public record PathArgument(String path, Map<String, String> parameters) {

    /**
     * Reads an argument.
     *
     * @param prefix {@code FROM:} or {@code TO:}
     * @return empty if the argument is not of the grammar
     */
    public static Optional<PathArgument> parse(String argument, String prefix) {
        if (!argument.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return Optional.empty();
        }
        String rest = argument.substring(prefix.length()).stripLeading();
        int end = endOfPath(rest);
        if (end < 0) {
            return Optional.empty();
        }
        String after = rest.substring(end + 1);
        if (!after.isEmpty() && after.charAt(0) != ' ') {
            return Optional.empty();
        }
        return parameters(after.strip()).map(found -> new PathArgument(withoutRoute(rest.substring(1, end)), found));
    }

    /** True if an address has characters that only SMTPUTF8 would allow (RFC 6531), which is not served. */
    public static boolean beyondAscii(String text) {
        return text.chars().anyMatch(c -> c > 127);
    }

    /** The index of the bracket that closes the path; -1 if there is none. Brackets within a quoted local part do not count. */
    private static int endOfPath(String text) {
        if (!text.startsWith("<")) {
            return -1;
        }
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '>' && !quoted) {
                return i;
            } else if (c == ' ' && !quoted) {
                return -1;
            }
        }
        return -1;
    }

    private static String withoutRoute(String path) {
        int colon = path.startsWith("@") ? path.indexOf(':') : -1;
        return path.substring(colon + 1);
    }

    private static Optional<Map<String, String>> parameters(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return Optional.of(found);
        }
        for (String parameter : text.split(" +", -1)) {
            int equals = parameter.indexOf('=');
            String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            boolean twice = found.put(keyword.toUpperCase(Locale.ROOT), value) != null;
            if (twice || !keyword.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }
}
