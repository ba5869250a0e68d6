// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import java.util.Optional;

/** PLAIN (RFC 4616): one message with the account to act for, the user's own, and the password, in UTF-8 with NULs between them. */
final class PlainMechanism implements SaslMechanism {
    private static final int PARTS = 3;

    @Override
    public SaslOffer offer() {
        return SaslOffer.of(BuiltInMechanism.PLAIN);
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new SaslExchange() {
            @Override
            public byte[] firstChallenge() {
                return new byte[0];
            }

            @Override
            public SaslStep respond(byte[] response) {
                return credentials(response).<SaslStep>map(SaslStep.Check::new).orElseGet(SaslStep.Malformed::new);
            }
        };
    }

    /** Empty if it is not UTF-8 with two NULs, or has an empty name or password. */
    private static Optional<SaslCredentials> credentials(byte[] response) {
        return parts(response)
                .filter(parts -> !parts[1].isEmpty() && !parts[2].isEmpty())
                .map(parts -> new PasswordCredentials(
                        parts[1], parts[2], Optional.of(parts[0]).filter(name -> !name.isEmpty())));
    }

    private static Optional<String[]> parts(byte[] response) {
        return SaslText.utf8(response).map(text -> text.split("\0", -1)).filter(parts -> parts.length == PARTS);
    }

    @Override
    public Optional<String> exposedAccount(byte[] response) {
        return parts(response).map(parts -> parts[1]);
    }
}
