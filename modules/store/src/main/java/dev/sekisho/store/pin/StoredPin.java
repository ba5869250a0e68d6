// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pin in the store.
 *
 * @param peer who holds the key, for what, and the pin's state
 * @param note the owner's note: whom to call, which machine it is; may be empty
 * @param added when it was entered
 * @param firstSeen when a peer first proved to hold the key
 * @param lastSeen when one last did, to the hour
 */
public record StoredPin(
        PinnedPeer peer, String note, Instant added, Optional<Instant> firstSeen, Optional<Instant> lastSeen) {

    /**
     * The same pin on other terms.
     *
     * @param hosts the host names of the server that mail is sent on to
     * @param limits what the peer may send through this server
     * @param ownersNote the owner's note
     */
    public StoredPin on(List<String> hosts, PeerLimits limits, String ownersNote) {
        PinnedPeer changed =
                new PinnedPeer(peer.name(), peer.pin(), peer.state(), peer.until(), peer.use(), hosts, limits);
        return new StoredPin(changed, ownersNote, added, firstSeen, lastSeen);
    }

    /**
     * The same pin, for what it is for and for what is wanted too, on all hosts of both. It is unchanged if that is no more than it is
     * for, and if it is another peer's or revoked.
     *
     * @param wanted the same key, for what it is wanted for; its limits, if it has any, take the place of those there
     * @param ownersNote the owner's note
     */
    public StoredPin widened(PinnedPeer wanted, String ownersNote) {
        PinUse use = peer.use().and(wanted.use());
        if (!wanted.name().equals(peer.name()) || peer.state() == PinState.REVOKED || use == peer.use()) {
            return this;
        }
        List<String> hosts =
                Stream.concat(peer.hosts().stream(), wanted.hosts().stream()).toList();
        PeerLimits limits = wanted.limits().equals(PeerLimits.NONE) ? peer.limits() : wanted.limits();
        PinnedPeer wide = new PinnedPeer(peer.name(), peer.pin(), peer.state(), peer.until(), use, hosts, limits);
        return new StoredPin(wide, ownersNote, added, firstSeen, lastSeen);
    }

    /** What it is for, and its terms, for the history of a change of both. */
    String useAndTerms() {
        return "for " + peer.use().text() + " mail; " + terms();
    }

    /** Hosts, limits and note in words, for the history. */
    String terms() {
        PeerLimits limits = peer.limits();
        List<String> words = new ArrayList<>();
        add(words, "hosts ", peer.hosts());
        add(
                words,
                "senders ",
                limits.senders().stream().map(SenderPattern::text).toList());
        add(words, "recipients in ", limits.recipientDomains());
        limits.rate().ifPresent(rate -> words.add("rate " + rate));
        limits.messageBytes().ifPresent(bytes -> words.add("at most " + bytes + " octets"));
        add(words, "note ", note.isEmpty() ? List.of() : List.of(note));
        return words.isEmpty() ? "no limits" : String.join("; ", words);
    }

    private static void add(List<String> words, String what, List<String> all) {
        if (!all.isEmpty()) {
            words.add(what + String.join(" ", all));
        }
    }
}
