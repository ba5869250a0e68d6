// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.users.DeviceKey;
import java.util.Optional;

/** EXTERNAL (RFC 4422 A): the key of the certificate that the client has shown in the TLS handshake is pinned to an account. */
final class ExternalMechanism implements SaslMechanism {
    @Override
    public SaslOffer offer() {
        return SaslOffer.of(BuiltInMechanism.EXTERNAL);
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
                Optional<String> actingFor = SaslText.utf8(response).filter(name -> !name.contains("\0"));
                Optional<Pin> key = channel.clientKey();
                if (actingFor.isEmpty() || key.isEmpty()) {
                    return new SaslStep.Malformed();
                }
                return new SaslStep.LookUp(accounts -> check(accounts.owner(key.get()), actingFor.get()));
            }
        };
    }

    private static SaslStep check(Optional<DeviceKey> owner, String actingFor) {
        String user = owner.map(DeviceKey::user).orElse(actingFor);
        return new SaslStep.Check(
                new KeyCredentials(user, Optional.of(actingFor).filter(name -> !name.isEmpty()), owner));
    }
}
