// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrNetworkParserTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fc00::/7, fdff::1, true",
        "::1, ::1, true",
        "::1, 127.0.0.1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true"
    })
    void containsItsAddresses(String network, String address, boolean contained) throws UnknownHostException {
        assertThat(CidrNetworkParser.parse(network)
                        .orElseThrow()
                        .contains(InetAddress.getByName(address).getAddress()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "0.0.0.0/1",
                "128.0.0.0/1",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "2001:db8::/129",
                "192.0.2/24",
                "192.0.2.0/",
                "192.0.2.0/255.255.255.0",
                "256.0.0.0/8",
                "example.org",
                "example.org/24",
                "",
                "/24",
                ":::/32",
                "3221225984"
            })
    void isNothingElse(String text) {
        assertThat(CidrNetworkParser.parse(text)).isEmpty();
    }

    @Property(tries = 500)
    void containsAnAddressExactlyIfTheFirstBitsAgree(
            @ForAll @Size(4) byte[] network,
            @ForAll @Size(4) byte[] other,
            @ForAll @IntRange(min = 8, max = 32) int length) {
        int mask = -1 << (32 - length);
        int base = asInt(network) & mask;
        String text = "%d.%d.%d.%d/%d".formatted(base >>> 24, base >>> 16 & 255, base >>> 8 & 255, base & 255, length);

        assertThat(CidrNetworkParser.parse(text).orElseThrow().contains(other))
                .isEqualTo((asInt(other) & mask) == base);
    }

    private static int asInt(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
