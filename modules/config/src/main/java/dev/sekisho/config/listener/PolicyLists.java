// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.pin.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who and what a policy lists.
 *
 * @param networks networks that may relay without AUTH
 * @param recipients addresses and domains that mail is sent on to
 * @param peers peers known by their keys
 * @param peerPositions where each of the peers is listed
 */
record PolicyLists(
        List<CidrNetwork> networks, ListedRecipients recipients, PinSet peers, Map<Pin, SourcePosition> peerPositions) {
    private static final PolicyLists NOBODY = new PolicyLists(List.of(), ListedRecipients.NONE, PinSet.EMPTY, Map.of());

    /** Reads what the {@code <policy>} of a listener lists; what has no place under this policy is a problem. */
    static PolicyLists of(ConfigSection listener, ListenerSchema table, PortPolicy policy) {
        return listener.section(table.policy())
                .map(section -> new PolicyLists(
                        networks(section, policy),
                        recipients(section, policy),
                        peers(section, policy),
                        peerPositions(section)))
                .orElse(NOBODY);
    }

    private static List<CidrNetwork> networks(ConfigSection section, PortPolicy policy) {
        boolean mx = policy.name().equals(BuiltInPolicies.MX.name());
        refuseUnless(mx, section, PolicySchema.RELAY_NETWORK, "only the policy mx lists networks");
        List<ParsedValue<CidrNetwork>> found = section.values(PolicySchema.RELAY_NETWORK);
        if (mx) {
            found.forEach(network -> section.warn(
                    network,
                    "every machine in " + network.value() + " can relay anywhere, without AUTH and without TLS",
                    "if possible, let them log in on a submission port, or pin their keys on a relay port"));
        }
        return found.stream().map(ParsedValue::value).toList();
    }

    private static ListedRecipients recipients(ConfigSection section, PortPolicy policy) {
        refuseUnless(
                policy.relay() == RelayRule.LISTED,
                section,
                PolicySchema.RECIPIENT,
                "recipients are allowed only if relay is listed");
        return new ListedRecipients(entries(section, false), entries(section, true));
    }

    private static Set<String> entries(ConfigSection section, boolean domains) {
        return section.values(PolicySchema.RECIPIENT).stream()
                .map(ParsedValue::value)
                .filter(entry -> entry.domain() == domains)
                .map(ListedRecipients.Entry::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PinSet peers(ConfigSection section, PortPolicy policy) {
        refuseUnless(
                policy.relay() == RelayRule.PINNED,
                section,
                PolicySchema.PEER,
                "peers are allowed only if relay is pinned");
        List<PinnedPeer> peers = new ArrayList<>();
        for (ConfigSection each : section.sections(PolicySchema.PEER)) {
            peer(each).ifPresent(peer -> {
                if (peers.stream().anyMatch(other -> other.pin().equals(peer.pin()))) {
                    each.refuse(
                            "the pin of peer " + peer.name() + " is listed twice", "keep one entry, with one state");
                } else {
                    limits(each, peer, peers, policy);
                    peers.add(peer);
                }
            });
        }
        return new PinSet(peers);
    }

    private static void limits(ConfigSection section, PinnedPeer peer, List<PinnedPeer> before, PortPolicy policy) {
        boolean other = before.stream()
                .filter(each -> each.name().equals(peer.name()))
                .filter(each -> each.state() != PinState.REVOKED && peer.state() != PinState.REVOKED)
                .anyMatch(each -> !each.limits().equals(peer.limits()));
        if (other) {
            section.refuse(
                    "peer " + peer.name() + " has other limits with this key than with the one before",
                    "write the same sender, recipient-domain, rate and max-size at all keys of a peer");
        }
        long most = policy.limits().messageBytes();
        if (peer.limits().messageBytes().orElse(0) > most) {
            section.warn(
                    "peer " + peer.name() + " may send "
                            + peer.limits().messageBytes().orElseThrow() + " octets, and the listener accepts " + most,
                    "write a larger <max-message-size> in the policy, or a smaller max-size here");
        }
    }

    private static Map<Pin, SourcePosition> peerPositions(ConfigSection section) {
        Map<Pin, SourcePosition> positions = new LinkedHashMap<>();
        section.sections(PolicySchema.PEER)
                .forEach(each -> each.attribute(PolicySchema.PEER_PIN)
                        .ifPresent(pin -> positions.putIfAbsent(pin.value(), pin.position())));
        return positions;
    }

    private static Optional<PinnedPeer> peer(ConfigSection peer) {
        Optional<ParsedValue<String>> name = peer.attribute(PolicySchema.PEER_NAME);
        Optional<ParsedValue<Pin>> pin = peer.attribute(PolicySchema.PEER_PIN);
        PinState state =
                peer.attribute(PolicySchema.PEER_STATE).map(ParsedValue::value).orElse(PinState.ACTIVE);
        Optional<LocalDate> until = peer.attribute(PolicySchema.PEER_UNTIL).map(ParsedValue::value);
        if (until.isPresent() && state != PinState.RETIRING) {
            peer.refuse(
                    "only a retiring pin has an end date, this one is " + state.text(),
                    "remove until, or write state=\"retiring\"");
            return Optional.empty();
        }
        PeerLimits limits = limits(peer);
        return name.flatMap(known -> pin.map(
                key -> new PinnedPeer(known.value(), key.value(), state, until, PinUse.INCOMING, List.of(), limits)));
    }

    private static PeerLimits limits(ConfigSection peer) {
        return new PeerLimits(
                peer.attribute(PolicySchema.PEER_SENDERS)
                        .map(ParsedValue::value)
                        .orElse(List.of()),
                peer.attribute(PolicySchema.PEER_DOMAINS)
                        .map(ParsedValue::value)
                        .orElse(List.of()),
                peer.attribute(PolicySchema.PEER_RATE).map(ParsedValue::value),
                peer.attribute(PolicySchema.PEER_SIZE)
                        .map(found -> OptionalLong.of(found.value()))
                        .orElse(OptionalLong.empty()));
    }

    private static void refuseUnless(boolean allowed, ConfigSection section, ElementSchema<?> rule, String why) {
        if (!allowed) {
            section.sections(rule).forEach(each -> each.refuse(rule.tag() + " has no place in this policy", why));
        }
    }
}
