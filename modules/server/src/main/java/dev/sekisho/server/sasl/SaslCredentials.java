// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.Optional;

/** The proof of a client's identity. There are few kinds, each known to the check; mechanisms may be many. */
public sealed interface SaslCredentials
        permits PasswordCredentials, VerifiedCredentials, ScramCredentials, SecretCredentials, KeyCredentials {
    /** The name of the account that logs in, as the client wrote it. */
    String user();

    /** The account that the client wants to act for, where it names one (RFC 4422 3.4.1); it may be its own. */
    default Optional<String> actingFor() {
        return Optional.empty();
    }

    /** Has the check of its own kind look at these. */
    <T, E extends Exception> T checkedBy(Check<T, E> check) throws E;

    /**
     * Checks credentials of each kind.
     *
     * @param <T> what a check says
     * @param <E> what a check fails with that cannot be made
     */
    interface Check<T, E extends Exception> {
        /** A password, which is compared with those of the account. */
        T password(PasswordCredentials credentials) throws E;

        /** A proof of SCRAM. */
        T scram(ScramCredentials credentials) throws E;

        /** An answer that only who has a secret can give. */
        T secret(SecretCredentials credentials) throws E;

        /** A device's key. */
        T key(KeyCredentials credentials) throws E;

        /** The mechanism says whether the client is who it says. */
        T verified(VerifiedCredentials credentials) throws E;
    }
}
