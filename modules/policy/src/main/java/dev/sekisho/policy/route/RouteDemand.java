// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What TLS a route insists on, the strictest first. */
public enum RouteDemand {
    /** The server's key is pinned; name, dates and issuer do not matter. */
    PINNED,
    /** The chain leads to a known authority, and the certificate names the host. */
    VERIFIED,
    /** TLS with any certificate. */
    REQUIRED,
    /** TLS if it is offered; on the way to an MX, cleartext if it fails. */
    OPPORTUNISTIC;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<RouteDemand> parse(String name) {
        return Arrays.stream(values())
                .filter(demand -> demand.text().equals(name))
                .findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if nothing may be sent in cleartext: only then may credentials be sent at all. */
    public boolean insistsOnTls() {
        return this != OPPORTUNISTIC;
    }
}
