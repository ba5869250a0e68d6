// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.SaslOffer;
import java.util.Optional;

/**
 * A SASL mechanism on the server's side (RFC 4422), one implementation for SMTP, POP3 and IMAP. Has no state of its own; for any thread.
 *
 * <p>A mechanism reads what a client sends and says what is to be checked. It decides nothing: whether logins are offered at all, and
 * whether TLS must come first, is the policy's, which is asked before a mechanism is.
 */
public interface SaslMechanism {
    /** The name that is announced, and the protocols that it is announced on. */
    SaslOffer offer();

    /** Begins the exchange of one login. @param channel the connection that it is for, which has TLS */
    SaslExchange begin(SaslChannel channel);

    /**
     * The account that a client has named in an initial response which it sent in cleartext, where a password came with it: somebody may
     * have read it, so that the account is marked. Nothing else of the response is looked at.
     *
     * @param response the initial response, decoded
     * @return empty if no password is sent in the clear by this mechanism, or the account is unknown
     */
    default Optional<String> exposedAccount(byte[] response) {
        return Optional.empty();
    }
}
