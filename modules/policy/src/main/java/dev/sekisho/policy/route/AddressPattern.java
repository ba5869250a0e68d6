// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A set of addresses: one of them, those of a domain, or those of a domain and all domains below it.
 *
 * @param text {@code user@example.org}, {@code example.org} or {@code *.example.org}, in lower case
 */
public record AddressPattern(String text) {
    private static final String BELOW = "*.";

    /** Reads one of the three forms; anything else is empty, also an address with an asterisk for a name. */
    public static Optional<AddressPattern> parse(String text) {
        Optional<String> read = text.indexOf('@') >= 0
                ? EmailAddress.parse(text)
                        .filter(address -> address.localPart().indexOf('*') < 0)
                        .map(EmailAddress::key)
                : below(text)
                        ? DomainName.parse(text.substring(BELOW.length())).map(domain -> BELOW + domain)
                        : DomainName.parse(text).map(DomainName::text);
        return read.map(AddressPattern::new);
    }

    private static boolean below(String text) {
        return text.startsWith(BELOW);
    }

    /** Whether an address is one of these. */
    public boolean matches(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return text.indexOf('@') >= 0 ? lower.equals(text) : matchesDomain(lower.substring(lower.lastIndexOf('@') + 1));
    }

    /** Whether all addresses of a domain are among these. */
    public boolean matchesDomain(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return below(text) ? lower.endsWith(text.substring(1)) : lower.equals(text);
    }

    /** Whether every address that is one of the other's is one of these too. */
    public boolean covers(AddressPattern other) {
        if (below(other.text)) {
            return below(text) && other.text.endsWith(text.substring(1));
        }
        return other.text.indexOf('@') >= 0 ? matches(other.text) : matchesDomain(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
