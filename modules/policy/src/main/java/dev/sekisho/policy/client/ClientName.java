// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.util.Optional;

/**
 * What the DNS says of the name of a client: a name of its address (PTR) is confirmed if that name has the address (forward-confirmed
 * reverse DNS, RFC 8601 3).
 *
 * @param status whether it is confirmed
 * @param name the confirmed name
 */
public record ClientName(Status status, Optional<String> name) {
    /** Whether a name is confirmed. */
    public enum Status {
        /** Nobody asked. */
        NOT_ASKED,
        CONFIRMED,
        /** The address has no name, or none of its names has the address. */
        UNCONFIRMED,
        /** The DNS did not answer in time. It counts nothing. */
        UNKNOWN
    }

    /** Of which nobody asked. */
    public static final ClientName NOT_ASKED = new ClientName(Status.NOT_ASKED, Optional.empty());

    /** That no name confirms. */
    public static final ClientName UNCONFIRMED = new ClientName(Status.UNCONFIRMED, Optional.empty());

    /** Of which nothing is known. */
    public static final ClientName UNKNOWN = new ClientName(Status.UNKNOWN, Optional.empty());

    /** A confirmed name. */
    public static ClientName confirmed(String name) {
        return new ClientName(Status.CONFIRMED, Optional.of(name));
    }

    /** True if somebody asked. */
    public boolean asked() {
        return status != Status.NOT_ASKED;
    }

    /** The confirmed name, or {@code unknown}. */
    public String text() {
        return name.orElse("unknown");
    }
}
