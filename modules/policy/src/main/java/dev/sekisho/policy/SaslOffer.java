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
    /** The password in one message (RFC 4616), on every protocol. */
    public static final SaslOffer PLAIN = new SaslOffer("PLAIN", Set.of(Protocol.values()));

    /** Name and password one after the other, for old mail programs that support nothing else. */
    public static final SaslOffer LOGIN = new SaslOffer("LOGIN", Set.of(Protocol.SMTP));

    /** What this server announces by itself, in this order. */
    public static final List<SaslOffer> BUILT_IN = List.of(PLAIN, LOGIN);

    public SaslOffer {
        protocols = Set.copyOf(protocols);
    }

    /** The names that a protocol announces. */
    public static List<String> names(Collection<SaslOffer> offers, Protocol protocol) {
        return offers.stream()
                .filter(offer -> offer.protocols().contains(protocol))
                .map(SaslOffer::mechanism)
                .toList();
    }
}
