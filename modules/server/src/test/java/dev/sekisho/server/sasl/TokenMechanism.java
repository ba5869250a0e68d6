// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.SaslOffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** A mechanism of an operator's: a name and the word {@code open}, which the mechanism checks by itself. */
final class TokenMechanism implements SaslMechanism {
    private static boolean checked(String word) throws IOException {
        if (word.equals("away")) {
            throw new IOException("the token service does not answer");
        }
        if (word.equals("broken")) {
            throw new IllegalArgumentException("a token that cannot be read");
        }
        return word.equals("open");
    }

    @Override
    public SaslOffer offer() {
        return new SaslOffer("X-TOKEN", Set.of(Protocol.values()));
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new SaslExchange() {
            @Override
            public byte[] firstChallenge() {
                return "who?".getBytes(StandardCharsets.US_ASCII);
            }

            @Override
            public SaslStep respond(byte[] response) {
                if (response.length == 0) {
                    throw new IllegalStateException("a response that this mechanism fails on");
                }
                String[] words = new String(response, StandardCharsets.US_ASCII).split(" ");
                return words.length == 2
                        ? new SaslStep.Check(new VerifiedCredentials(words[0], () -> checked(words[1])))
                        : new SaslStep.Malformed();
            }
        };
    }

    @Override
    public Optional<String> exposedAccount(byte[] response) {
        return Optional.empty();
    }
}
