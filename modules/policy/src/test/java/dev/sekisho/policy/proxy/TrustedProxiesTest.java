// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.proxy.ProxyHeader.Origin;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustedProxiesTest {
    private static final byte[] PROXY = {10, 0, 0, 5};
    private static final CidrNetwork NETWORK =
            CidrNetwork.of(new byte[] {10, 0, 0, 4}, 30, "10.0.0.4/30").orElseThrow();
    private static final TrustedProxies BLIND = new TrustedProxies(List.of(NETWORK), false);
    private static final TrustedProxies ENDING_TLS = new TrustedProxies(List.of(NETWORK), true);

    @Property
    void nobodyButAProxyIsBelieved(@ForAll @Size(4) byte[] peer) {
        boolean listed = peer[0] == 10 && peer[1] == 0 && peer[2] == 0 && (peer[3] & 0xFC) == 4;
        assertThat(BLIND.refusal(peer).isEmpty()).isEqualTo(listed);
    }

    @Property
    void withoutProxiesEverybodyConnectsDirectly(@ForAll @Size(4) byte[] peer) {
        assertThat(TrustedProxies.NONE.expected()).isFalse();
        assertThat(TrustedProxies.NONE.refusal(peer)).isEmpty();
    }

    @Test
    void anIpv6AddressIsInNoIpv4Network() {
        assertThat(BLIND.refusal(new byte[16])).contains(ProxyRefusal.NOT_LISTED);
        assertThat(BLIND.refusal(PROXY)).isEmpty();
    }

    @Test
    void aHeaderHasToTellWhoseConnectionItIs() {
        assertThat(BLIND.refusal(new ProxyHeader(Origin.CLIENT, false))).isEmpty();
        assertThat(BLIND.refusal(new ProxyHeader(Origin.PROXY, false))).isEmpty();
        assertThat(BLIND.refusal(new ProxyHeader(Origin.UNKNOWN, true))).contains(ProxyRefusal.NO_ADDRESS);
    }

    @ParameterizedTest
    @EnumSource(Origin.class)
    void nothingIsServedWithoutTlsWhereTheProxiesEndIt(Origin origin) {
        assertThat(ENDING_TLS.refusal(new ProxyHeader(origin, false))).isPresent();
    }

    @Test
    void theTlsOfAClientWithTheProxyIsEnoughWhereItIsBelieved() {
        assertThat(ENDING_TLS.refusal(new ProxyHeader(Origin.CLIENT, true))).isEmpty();
    }
}
