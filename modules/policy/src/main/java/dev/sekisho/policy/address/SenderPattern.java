// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import java.util.Locale;
import java.util.Optional;

/**
 * A sender that a peer may name: an address, or all addresses of one domain. Upper and lower case are the same.
 *
 * @param text {@code user@example.org} or {@code @example.org}, in lower case
 */
public record SenderPattern(String text) {
    public SenderPattern {
        int at = text.lastIndexOf('@');
        boolean written = at >= 0
                && at < text.length() - 1
                && text.chars().allMatch(c -> c > ' ' && c != ',' && c < 127)
                && text.equals(text.toLowerCase(Locale.ROOT));
        if (!written) {
            throw new IllegalArgumentException(text + " is neither user@example.org nor @example.org");
        }
    }

    /** Reads {@code user@example.org} or {@code @example.org}; empty for anything else, and where an asterisk stands for a name. */
    public static Optional<SenderPattern> parse(String text) {
        Optional<String> read = text.startsWith("@")
                ? DomainName.parse(text.substring(1)).map(domain -> "@" + domain)
                : EmailAddress.parse(text)
                        .filter(address -> address.localPart().indexOf('*') < 0)
                        .map(EmailAddress::key);
        return read.map(SenderPattern::new);
    }

    /** Whether the address is meant. */
    public boolean matches(String address) {
        String said = address.toLowerCase(Locale.ROOT);
        return text.startsWith("@")
                ? said.lastIndexOf('@') >= 0
                        && said.substring(said.lastIndexOf('@')).equals(text)
                : said.equals(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
