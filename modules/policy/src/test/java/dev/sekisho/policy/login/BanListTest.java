// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BanListTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Ban ban(byte[] first, int prefix, boolean allPorts, Optional<Instant> ends) {
        CidrNetwork network = CidrNetwork.of(first, prefix, "a network").orElseThrow();
        return new Ban(network, NOW, ends, allPorts, "hana", "");
    }

    @Test
    void findsTheBanOfAnAddressByItsNetwork() {
        Ban network = ban(new byte[] {(byte) 192, 0, 2, 0}, 24, true, Optional.empty());
        Ban address = ban(new byte[] {(byte) 192, 0, 2, 9}, 32, false, Optional.empty());
        BanList bans = new BanList(List.of(address, network));
        assertThat(bans.of(new byte[] {(byte) 192, 0, 2, 9}, NOW)).contains(network);
        assertThat(bans.of(new byte[] {(byte) 192, 0, 3, 9}, NOW)).isEmpty();
        assertThat(bans.of(new byte[16], NOW)).isEmpty();
    }

    @Test
    void findsNoBanThatHasEnded() {
        BanList bans = new BanList(List.of(ban(new byte[] {10, 0, 0, 0}, 8, false, Optional.of(NOW))));
        assertThat(bans.of(new byte[] {10, 1, 2, 3}, NOW)).isEmpty();
        assertThat(bans.of(new byte[] {10, 1, 2, 3}, NOW.minusMillis(1))).isPresent();
    }
}
