// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pins;

import dev.sekisho.policy.PeerLimits;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.SenderPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
