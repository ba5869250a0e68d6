// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose mail for domains that are not local may be sent onward. */
public enum RelayRule {
    /** Nobody's, but that of networks which the policy lists. */
    NEVER,
    /** That of users who have logged in. */
    AUTHENTICATED,
    /** That of a peer whose TLS client key is pinned. */
    PINNED,
    /** Anybody's, but only to the addresses and domains that the policy lists. */
    LISTED;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<RelayRule> parse(String name) {
        return Arrays.stream(values()).filter(rule -> rule.text().equals(name)).findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
