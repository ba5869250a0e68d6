// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recipients that a policy lists, by address or by domain. Upper and lower case count for nothing.
 *
 * @param addresses whole addresses, in lower case
 * @param domains domains all of whose addresses are listed, in lower case, without the {@code @}
 */
public record ListedRecipients(Set<String> addresses, Set<String> domains) {
    /** Nobody. */
    public static final ListedRecipients NONE = new ListedRecipients(Set.of(), Set.of());

    public ListedRecipients {
        addresses = Set.copyOf(addresses);
        domains = Set.copyOf(domains);
    }

    /** True if the address, {@code local-part@domain} without angle brackets, is listed. */
    public boolean contains(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return addresses.contains(lower) || domains.contains(lower.substring(lower.lastIndexOf('@') + 1));
    }

    /**
     * One entry of the list.
     *
     * @param text in lower case: a whole address, or a domain
     * @param domain true if it is a domain
     */
    record Entry(String text, boolean domain) {
        /** Reads {@code user@example.org} or {@code @example.org}. */
        static Optional<Entry> parse(String text) {
            return text.startsWith("@")
                    ? DomainName.parse(text.substring(1)).map(domain -> new Entry(domain.text(), true))
                    : EmailAddress.parse(text)
                            .filter(address -> address.localPart().indexOf('*') < 0)
                            .map(address -> new Entry(address.key(), false));
        }
    }
}
