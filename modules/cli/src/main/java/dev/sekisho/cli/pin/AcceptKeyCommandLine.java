// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one command that accepts the key that mail is held for. Where the keys that were expected are a known peer's, the new one follows them: it is that
 * peer's next key, for the same use, and the first delivery makes it the active one and the former a retiring one.
 *
 * @param pins all that the store knows
 */
public record AcceptKeyCommandLine(List<PinnedPeer> pins) {
    /** Copies the list. */
    public AcceptKeyCommandLine {
        pins = List.copyOf(pins);
    }

    /** The command, for a recipient that is held for a key. */
    public Optional<String> command(OutgoingRecipient recipient) {
        return recipient
                .presented()
                .flatMap(pin -> recipient.host().map(host -> command(pin, host, recipient.expected())));
    }

    /**
     * The command that accepts a key.
     *
     * @param pin the key that the server presents
     * @param host the server's name
     * @param expected the keys that it was to have
     */
    public String command(Pin pin, String host, List<Pin> expected) {
        String again = wasRevoked(pin) ? " --again" : "";
        List<PinnedPeer> owners = owners(host, expected);
        // It follows one that is for all that the others are for.
        Optional<PinnedPeer> model = owners.stream()
                .filter(peer -> owners.stream().allMatch(peer::covers))
                .findFirst();
        if (model.isPresent()) {
            PinnedPeer former = model.get();
            return add(former.name(), pin, former.use(), former.hosts()) + again;
        }
        return add(name(pin, host, owners), pin, PinUse.OUTGOING, List.of(host)) + " --state active" + again;
    }

    /** Whose keys were expected; those that are pinned for this host, where there are such. */
    private List<PinnedPeer> owners(String host, List<Pin> expected) {
        List<PinnedPeer> owners = pins.stream()
                .filter(peer -> expected.contains(peer.pin()) && peer.use().outgoing())
                .toList();
        List<PinnedPeer> ofHost =
                owners.stream().filter(peer -> peer.servesHost(host)).toList();
        return ofHost.isEmpty() ? owners : ofHost;
    }

    /** That of the peer whose key it is already, of the one whose key was expected, or of the one that ever had this host. */
    private String name(Pin pin, String host, List<PinnedPeer> owners) {
        List<PinnedPeer> known = pins.stream()
                .filter(peer -> peer.pin().equals(pin) && peer.state() != PinState.REVOKED)
                .toList();
        List<PinnedPeer> ofHost =
                pins.stream().filter(peer -> peer.servesHost(host)).toList();
        return Stream.of(known, owners, ofHost)
                .filter(each -> each.stream().map(PinnedPeer::name).distinct().count() == 1)
                .findFirst()
                .map(each -> each.get(0).name())
                .orElseGet(() -> name(host));
    }

    private static String add(String name, Pin pin, PinUse use, List<String> hosts) {
        return "sekisho pin add " + name + " " + pin + " --for " + use.text() + " --host "
                + String.join(" --host ", hosts);
    }

    /** Whether others may hold the key. */
    public boolean wasRevoked(Pin pin) {
        return pins.stream().anyMatch(peer -> peer.pin().equals(pin) && peer.state() == PinState.REVOKED);
    }

    /** An IPv6 address is a host and no name of a peer. */
    private static String name(String host) {
        return host.contains(":") ? "host-" + host.replaceAll("[^A-Za-z0-9._-]", "-") : host;
    }
}
