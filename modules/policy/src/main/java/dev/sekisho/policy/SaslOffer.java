// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A SASL mechanism as ports announce it, where their policy lets clients log in (RFC 4422).
 *
 * @param mechanism its name, in upper case
 * @param protocols the protocols that announce it
 */
public record SaslOffer(String mechanism, Set<Protocol> protocols) {
    public SaslOffer {
        protocols = Set.copyOf(protocols);
    }

    /** One that this server has by itself; whether a port announces it is a matter of its policy. */
    public static SaslOffer of(BuiltInMechanism mechanism) {
        return new SaslOffer(mechanism.word(), mechanism.protocols());
    }

    /** The names that a protocol announces. */
    public static List<String> names(Collection<SaslOffer> offers, Protocol protocol) {
        return offers.stream()
                .filter(offer -> offer.protocols().contains(protocol))
                .map(SaslOffer::mechanism)
                .toList();
    }
}
