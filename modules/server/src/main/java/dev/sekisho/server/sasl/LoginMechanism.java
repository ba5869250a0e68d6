// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** LOGIN, which is in no RFC and which old mail programs use on SMTP: the name and the password, each asked for by itself. */
final class LoginMechanism implements SaslMechanism {
    @Override
    public SaslOffer offer() {
        return SaslOffer.of(BuiltInMechanism.LOGIN);
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new Exchange();
    }

    @Override
    public Optional<String> exposedAccount(byte[] response) {
        return SaslText.utf8(response);
    }

    private static final class Exchange implements SaslExchange {
        private @Nullable String user;

        @Override
        public byte[] firstChallenge() {
            return "Username:".getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public SaslStep respond(byte[] response) {
            Optional<String> text = SaslText.utf8(response);
            if (text.isEmpty()) {
                return new SaslStep.Malformed();
            }
            if (user == null) {
                user = text.get();
                return new SaslStep.Challenge("Password:".getBytes(StandardCharsets.US_ASCII));
            }
            return new SaslStep.Check(new PasswordCredentials(user, text.get()));
        }
    }
}
