// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.SaslOffer;
import dev.sekisho.server.sasl.SaslChannel;
import dev.sekisho.server.sasl.SaslExchange;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.sasl.SaslStep;
import dev.sekisho.server.sasl.VerifiedCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A SASL mechanism of our own, {@code X-EXAMPLE-TOKEN}: one message with the account, a NUL and a token. The port's policy decides whether
 * logins are offered and whether TLS must come first; the server counts failed logins, and asks the mechanism for the token alone.
 *
 * <p>The token here is the word {@code token-of-} and the account: an example, not a secret. A real one asks another service.
 */
public final class TokenMechanism implements SaslMechanism {
    @Override
    public SaslOffer offer() {
        return new SaslOffer("X-EXAMPLE-TOKEN", Set.of(Protocol.values()));
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new Exchange();
    }

    private static final class Exchange implements SaslExchange {
        @Override
        public byte[] firstChallenge() {
            return new byte[0];
        }

        @Override
        public SaslStep respond(byte[] response) {
            String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
            if (parts.length != 2) {
                return new SaslStep.Malformed();
            }
            return new SaslStep.Check(new VerifiedCredentials(parts[0], () -> parts[1].equals("token-of-" + parts[0])));
        }
    }
}
