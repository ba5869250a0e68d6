// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.limit.PeerLimits;
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
 * The recipients and peers that a policy lists.
 *
 * @param recipients addresses and domains that mail is sent on to
 * @param peers peers known by their keys
 * @param peerPositions where each of the peers is listed
 */
public record PolicyLists(ListedRecipients recipients, PinSet peers, Map<Pin, SourcePosition> peerPositions) {
    private static final PolicyLists NONE = new PolicyLists(ListedRecipients.NONE, PinSet.EMPTY, Map.of());

    public PolicyLists {
        peerPositions = Map.copyOf(peerPositions);
    }

    /** Where a pin is listed; empty if it is not. */
    public Optional<SourcePosition> position(Pin pin) {
        return Optional.ofNullable(peerPositions.get(pin));
    }

    /** Reads what the {@code <policy>} of a listener lists; what has no place under this policy is a problem. */
    static PolicyLists of(ConfigSection listener, ListenerSchema schema, PortPolicy policy) {
        return listener.section(schema.policy())
                .map(section ->
                        new PolicyLists(recipients(section, policy), peers(section, policy), peerPositions(section)))
                .orElse(NONE);
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
                PeerSchema.PEER,
                "peers are allowed only if relay is pinned");
        List<PinnedPeer> peers = new ArrayList<>();
        for (ConfigSection each : section.sections(PeerSchema.PEER)) {
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
        long most = policy.limits().messages().octets();
        if (peer.limits().messageBytes().orElse(0) > most) {
            section.warn(
                    "peer " + peer.name() + " may send "
                            + peer.limits().messageBytes().orElseThrow() + " octets, and the listener accepts " + most,
                    "write a larger <max-message-size> in the policy, or a smaller max-size here");
        }
    }

    private static Map<Pin, SourcePosition> peerPositions(ConfigSection section) {
        Map<Pin, SourcePosition> positions = new LinkedHashMap<>();
        section.sections(PeerSchema.PEER)
                .forEach(each -> each.attribute(PeerSchema.PEER_PIN)
                        .ifPresent(pin -> positions.putIfAbsent(pin.value(), pin.position())));
        return positions;
    }

    private static Optional<PinnedPeer> peer(ConfigSection peer) {
        Optional<ParsedValue<String>> name = peer.attribute(PeerSchema.PEER_NAME);
        Optional<ParsedValue<Pin>> pin = peer.attribute(PeerSchema.PEER_PIN);
        PinState state =
                peer.attribute(PeerSchema.PEER_STATE).map(ParsedValue::value).orElse(PinState.ACTIVE);
        Optional<LocalDate> until = peer.attribute(PeerSchema.PEER_UNTIL).map(ParsedValue::value);
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
                peer.attribute(PeerSchema.PEER_SENDERS).map(ParsedValue::value).orElse(List.of()),
                peer.attribute(PeerSchema.PEER_DOMAINS).map(ParsedValue::value).orElse(List.of()),
                peer.attribute(PeerSchema.PEER_RATE).map(ParsedValue::value),
                peer.attribute(PeerSchema.PEER_SIZE)
                        .map(found -> OptionalLong.of(found.value()))
                        .orElse(OptionalLong.empty()));
    }

    static void refuseUnless(boolean allowed, ConfigSection section, ElementSchema<?> rule, String why) {
        if (!allowed) {
            section.sections(rule).forEach(each -> each.refuse(rule.tag() + " has no place in this policy", why));
        }
    }
}
