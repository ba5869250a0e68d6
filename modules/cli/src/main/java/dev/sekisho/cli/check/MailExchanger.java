// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import java.util.Locale;
import java.util.Optional;

/**
 * A server whose port 25 is tried, to see whether any can be reached.
 *
 * @param host its name or address
 * @param port 25, but in tests
 */
record MailExchanger(String host, int port) {
    private static final int SMTP = 25;

    /** Reads {@code mx.example.org} or {@code mx.example.org:25}; empty for anything else. */
    static Optional<MailExchanger> parse(String text) {
        String[] parts = text.strip().split(":", -1);
        boolean fits = parts.length <= 2
                && parts[0].matches("[A-Za-z0-9._-]{1,253}")
                && (parts.length == 1 || parts[1].matches("[1-9][0-9]{0,4}") && Integer.parseInt(parts[1]) <= 65_535);
        return fits
                ? Optional.of(new MailExchanger(
                        parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? SMTP : Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
