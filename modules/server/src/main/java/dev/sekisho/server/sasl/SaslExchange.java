// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

/** The exchange of one login by one mechanism. Confined to a connection; never blocks: what blocks is in the credentials that it ends with. */
public interface SaslExchange {
    /** What a client is sent that has given no initial response: empty where the client speaks first. */
    byte[] firstChallenge();

    /**
     * The next step.
     *
     * @param response what the client sent, decoded; it is overwritten afterwards
     */
    SaslStep respond(byte[] response);
}
