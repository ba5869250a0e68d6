// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.device;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A device, or several of a kind, known by nothing but an address.
 *
 * @param name the operator's name for it
 * @param networks where it is; never empty
 * @param senders the senders that it may name; never empty, and the null sender is not among them: a device writes no notices
 * @param rate how many messages each of its addresses may begin
 * @param messageBytes octets of one message, within what the listener allows
 */
public record Device(
        String name,
        List<CidrNetwork> networks,
        List<SenderPattern> senders,
        MessageRate rate,
        OptionalLong messageBytes) {
    /** The rate of a device of which nothing else is said: a busy scanner's, and little use to who sends to all the world. */
    public static final MessageRate DEFAULT_RATE = new MessageRate(100, Duration.ofHours(1));

    public Device {
        networks = List.copyOf(networks);
        senders = List.copyOf(senders);
        if (networks.isEmpty() || senders.isEmpty()) {
            throw new IllegalArgumentException("device " + name + " needs a network and a sender");
        }
    }

    /** What it may send. */
    public PeerLimits limits() {
        return new PeerLimits(senders, List.of(), Optional.of(rate), messageBytes);
    }

    /** The longest prefix of its networks that an address is in; empty if it is in none. */
    OptionalInt prefixLength(byte[] address) {
        return networks.stream()
                .filter(network -> network.contains(address))
                .mapToInt(CidrNetwork::prefixLength)
                .max();
    }
}
