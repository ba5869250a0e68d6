// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.Optional;

/** The proof of a client's identity. There are few kinds, each known to the check; mechanisms may be many. */
public sealed interface SaslCredentials permits PasswordCredentials, VerifiedCredentials {
    /** The name of the account that logs in, as the client wrote it. */
    String user();

    /** The account that the client wants to act for, where that is another than its own (RFC 4422 3.4.1). */
    default Optional<String> actingFor() {
        return Optional.empty();
    }

    /** Has the check of its own kind look at these. */
    <E extends Exception> boolean checkedBy(Check<E> check) throws E;

    /**
     * Checks credentials of each kind.
     *
     * @param <E> what a check fails with that cannot be made
     */
    interface Check<E extends Exception> {
        /** True if the password is that of the account. */
        boolean password(PasswordCredentials credentials) throws E;

        /** True if the mechanism says that the client is who it says. */
        boolean verified(VerifiedCredentials credentials) throws E;
    }
}
