// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

/**
 * Credentials that the mechanism checks by itself, such as a token of another service. The account must be one of this server's.
 *
 * @param user the name of the account
 * @param verification checks whether the client is that user; asked by a worker, not while the client's address is held off
 */
public record VerifiedCredentials(String user, Verification verification) implements SaslCredentials {
    /** The mechanism's own check. */
    @FunctionalInterface
    public interface Verification {
        /**
         * True if the client is who it says. May block.
         *
         * @throws Exception if that cannot be checked now, such as in an outage; the login is then refused for now and not counted. A
         *     {@link RuntimeException} refuses and counts it
         */
        boolean holds() throws Exception;
    }

    @Override
    public <T, E extends Exception> T checkedBy(Check<T, E> check) throws E {
        return check.verified(this);
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
