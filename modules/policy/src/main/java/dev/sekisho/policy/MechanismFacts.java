// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

/**
 * What the offer of mechanisms depends on, beside the policy.
 *
 * @param bindable true if a login can be bound to the TLS session (RFC 5929): this server ended its handshake, with a certificate that has a hash
 * @param clientKey true if the client proved in the handshake that it has the key of a certificate
 */
public record MechanismFacts(boolean bindable, boolean clientKey) {
    /** Of a client of which nothing is known. */
    public static final MechanismFacts NONE = new MechanismFacts(false, false);
}
