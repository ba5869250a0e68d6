// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CRAM-MD5 (RFC 2195), for old mail programs: the name, and an HMAC of the server's challenge, with a secret that was made for it. */
final class CramMd5Mechanism implements SaslMechanism {
    private static final Pattern ANSWER = Pattern.compile("(?<user>[^\\x00]{1,320}) (?<digest>[0-9a-fA-F]{32})");

    @Override
    public SaslOffer offer() {
        return SaslOffer.of(BuiltInMechanism.CRAM_MD5);
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new Exchange("<" + RandomNonce.next() + "@" + channel.hostName() + ">");
    }

    private static final class Exchange implements SaslExchange {
        private final String challenge;
        private @Nullable String sent;

        private Exchange(String challenge) {
            this.challenge = challenge;
        }

        @Override
        public byte[] firstChallenge() {
            sent = challenge;
            return challenge.getBytes(StandardCharsets.US_ASCII);
        }

        /** Without the challenge before it, it is no answer. */
        @Override
        public SaslStep respond(byte[] response) {
            String asked = sent;
            Optional<Matcher> answer =
                    SaslText.utf8(response).map(ANSWER::matcher).filter(Matcher::matches);
            if (asked == null || answer.isEmpty()) {
                return new SaslStep.Malformed();
            }
            byte[] digest = HexFormat.of().parseHex(answer.get().group("digest"));
            return new SaslStep.Check(new SecretCredentials(
                    answer.get().group("user"),
                    BuiltInMechanism.CRAM_MD5,
                    secret -> MessageDigest.isEqual(Md5.hmac(secret, asked), digest)
                            ? Optional.of("")
                            : Optional.empty()));
        }
    }
}
