// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import dev.sekisho.server.sasl.scram.ChannelBindingFlag;
import dev.sekisho.server.sasl.scram.ClientFinal;
import dev.sekisho.server.sasl.scram.ClientFirst;
import dev.sekisho.server.sasl.scram.ScramConversation;
import dev.sekisho.store.users.ScramAccount;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677). Under the name with PLUS the client binds the login to the TLS session, by the
 * server's certificate (RFC 5929 4); under the other it does not, and is refused if it says that PLUS was not offered where it was (RFC 5802 6).
 */
final class ScramMechanism implements SaslMechanism {
    private static final String END_POINT = "tls-server-end-point";

    private final boolean bound;

    private ScramMechanism(boolean bound) {
        this.bound = bound;
    }

    static ScramMechanism unbound() {
        return new ScramMechanism(false);
    }

    static ScramMechanism boundToChannel() {
        return new ScramMechanism(true);
    }

    @Override
    public SaslOffer offer() {
        return SaslOffer.of(bound ? BuiltInMechanism.SCRAM_SHA_256_PLUS : BuiltInMechanism.SCRAM_SHA_256);
    }

    @Override
    public SaslExchange begin(SaslChannel channel) {
        return new Exchange(channel);
    }

    private final class Exchange implements SaslExchange {
        private final SaslChannel channel;
        private @Nullable ScramConversation conversation;
        private @Nullable ScramAccount account;

        private Exchange(SaslChannel channel) {
            this.channel = channel;
        }

        @Override
        public byte[] firstChallenge() {
            return new byte[0];
        }

        @Override
        public SaslStep respond(byte[] response) {
            ScramConversation soFar = conversation;
            ScramAccount keys = account;
            Optional<String> text = SaslText.utf8(response);
            if (soFar == null || keys == null) {
                return text.flatMap(ClientFirst::parse).map(this::first).orElseGet(SaslStep.Malformed::new);
            }
            return text.flatMap(ClientFinal::parse)
                    .map(last -> last(soFar, keys, last))
                    .orElseGet(SaslStep.Malformed::new);
        }

        private SaslStep first(ClientFirst said) {
            if (!fits(said.binding())) {
                return new SaslStep.Malformed(SaslStep.Malformed.Reason.CHANNEL_BINDING);
            }
            return new SaslStep.LookUp(accounts -> {
                ScramAccount found = accounts.scram(said.user());
                ScramConversation next = new ScramConversation(said, found.parameters(), RandomNonce.next());
                account = found;
                conversation = next;
                return new SaslStep.Challenge(next.serverFirst().getBytes(StandardCharsets.UTF_8));
            });
        }

        private boolean fits(ChannelBindingFlag flag) {
            boolean offered = channel.offered().contains(BuiltInMechanism.SCRAM_SHA_256_PLUS);
            return flag.fold(() -> !bound, () -> !bound && !offered, type -> bound && type.equals(END_POINT));
        }

        private SaslStep last(ScramConversation soFar, ScramAccount keys, ClientFinal last) {
            if (!soFar.answers(last)) {
                return new SaslStep.Malformed();
            }
            Optional<byte[]> data = bound ? channel.serverEndPoint() : Optional.of(new byte[0]);
            if (data.isEmpty() || !soFar.isContinuedBy(last, data.get())) {
                return new SaslStep.Malformed(SaslStep.Malformed.Reason.CHANNEL_BINDING);
            }
            return new SaslStep.Check(new ScramCredentials(
                    soFar.first().user(), soFar.first().actingFor(), keys, hash -> soFar.proved(last, hash)));
        }
    }
}
