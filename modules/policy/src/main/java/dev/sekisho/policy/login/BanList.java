// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.address.CidrNetwork;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bans, found by address in a time that does not depend on how many there are. Unchangeable. */
public final class BanList {
    /** No bans. */
    public static final BanList EMPTY = new BanList(List.of());

    /** By the length of the prefix, then by the octets. */
    private final Map<Integer, Map<ByteBuffer, Ban>> bans = new HashMap<>();

    /** Of two bans of the same network the last counts. */
    public BanList(List<Ban> all) {
        all.forEach(ban -> bans.computeIfAbsent(ban.network().prefixLength(), length -> new HashMap<>())
                .put(ByteBuffer.wrap(ban.network().first()), ban));
    }

    /** A ban of an address that is active; one of all ports if there is such a one. @param address its octets */
    public Optional<Ban> of(byte[] address, Instant now) {
        Optional<Ban> found = Optional.empty();
        for (Map.Entry<Integer, Map<ByteBuffer, Ban>> each : bans.entrySet()) {
            if (each.getKey() > address.length * Byte.SIZE) {
                continue;
            }
            Ban ban = each.getValue().get(ByteBuffer.wrap(CidrNetwork.masked(address, each.getKey())));
            if (ban != null && ban.isActive(now) && (found.isEmpty() || ban.allPorts())) {
                found = Optional.of(ban);
            }
        }
        return found;
    }
}
