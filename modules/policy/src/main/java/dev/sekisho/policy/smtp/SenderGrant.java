// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.address.SenderPattern;
import java.util.Optional;

/**
 * What an operator lets a user send as, beside the user's own address and aliases.
 *
 * @param pattern an address, or all addresses of a domain; empty for {@code <>}: the null sender, with any author in the message
 */
public record SenderGrant(Optional<SenderPattern> pattern) {
    private static final String NULL_SENDER = "<>";

    /** Reads {@code user@example.org}, {@code @example.org} or {@code <>}; empty for anything else, so also for {@code *@example.org}. */
    public static Optional<SenderGrant> parse(String text) {
        return text.equals(NULL_SENDER)
                ? Optional.of(new SenderGrant(Optional.empty()))
                : SenderPattern.parse(text).map(pattern -> new SenderGrant(Optional.of(pattern)));
    }

    /** Whether it is {@code <>}. */
    public boolean isNullSender() {
        return pattern.isEmpty();
    }

    /** Whether mail may be sent as this address by it. */
    public boolean covers(String address) {
        return pattern.isPresent() && pattern.get().matches(address);
    }

    /** As it is read. */
    @Override
    public String toString() {
        return pattern.map(SenderPattern::text).orElse(NULL_SENDER);
    }
}
