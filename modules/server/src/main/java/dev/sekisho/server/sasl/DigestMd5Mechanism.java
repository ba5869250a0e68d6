// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.SaslOffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DIGEST-MD5 (RFC 2831), which is historic (RFC 6331), for old mail programs: with a secret that was made for it, and without layers of its own. */
final class DigestMd5Mechanism implements SaslMechanism {
    @Override
    public SaslOffer offer() {
        return SaslOffer.of(BuiltInMechanism.DIGEST_MD5);
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new Exchange(channel, RandomNonce.next());
    }

    private static String service(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> "smtp";
            case POP3 -> "pop";
            case IMAP -> "imap";
        };
    }

    private static final class Exchange implements SaslExchange {
        private final SaslChannel channel;
        private final String nonce;
        private @Nullable String sent;

        private Exchange(SaslChannel channel, String nonce) {
            this.channel = channel;
            this.nonce = nonce;
        }

        @Override
        public byte[] firstChallenge() {
            sent = nonce;
            return ("realm=\"" + channel.hostName() + "\",nonce=\"" + nonce
                            + "\",qop=\"auth\",charset=utf-8,algorithm=md5-sess")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /** Without the challenge before it, it is no answer: nothing is known of an earlier one (RFC 2831 2.2). */
        @Override
        public SaslStep respond(byte[] response) {
            Optional<DigestResponse> answer = DigestResponse.parse(response)
                    .filter(said -> said.isFor(service(channel.protocol()), channel.hostName(), nonce));
            if (sent == null || answer.isEmpty()) {
                return new SaslStep.Malformed();
            }
            return new SaslStep.Check(
                    new SecretCredentials(answer.get().user(), BuiltInMechanism.DIGEST_MD5, answer.get()::proved));
        }
    }
}
