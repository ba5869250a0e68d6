// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.ChangeAuthor;
import dev.sekisho.store.pin.PinChangeResult;
import dev.sekisho.store.pin.PinHistoryEntry;
import dev.sekisho.store.pin.StoredPin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enters a peer's pins. One that the peer has already, for the other way alone, is widened to both and stays in its state.
 *
 * @param home where the store is
 * @param terminal where the result is printed
 * @param author whose doing it is
 */
record PinEntry(HomeFolder home, Terminal terminal, ChangeAuthor author) {

    /**
     * Enters all that can be.
     *
     * @param peers pins of one peer
     * @param note the owner's note, if one was given
     * @param otherwise the note of a new pin, if none was given
     * @param again true if they may have been revoked once
     * @return why the others were not, one line for each
     */
    List<String> enter(List<PinnedPeer> peers, Optional<String> note, String otherwise, boolean again) {
        List<String> refused = new ArrayList<>();
        List<PinUse> widened = new ArrayList<>();
        for (PinnedPeer peer : peers) {
            PinChangeResult added =
                    CommandStore.with(home, store -> store.pins().add(peer, note.orElse(otherwise), again, author));
            if (!(added instanceof PinChangeResult.Refused refusal)) {
                terminal.out()
                        .println("pinned " + peer.pin() + " for " + peer.name() + ", " + PinText.state(peer) + "; "
                                + PinText.purpose(peer));
                printLimits(peer);
            } else if (widen(peer, note) instanceof PinChangeResult.Done done) {
                tell(done.events().get(0));
                done.events().stream().skip(1).forEach(this::printSuperseded);
                widened.add(peer.use());
            } else {
                refused.add(peer.pin() + " " + refusal.why());
            }
        }
        if (!widened.isEmpty()) {
            printOthers(peers.get(0));
        }
        return refused;
    }

    private PinChangeResult widen(PinnedPeer peer, Optional<String> note) {
        return CommandStore.with(
                home,
                store -> store.pins()
                        .amend(peer.pin(), there -> there.widened(peer, note.orElse(there.note())), author));
    }

    /** The limits are printed of every key that lets a peer relay; without limits, anything is allowed. */
    private void printLimits(PinnedPeer peer) {
        if (peer.use().incoming()) {
            terminal.out().println("  " + PinText.limits(peer.limits()));
        }
    }

    private void tell(PinHistoryEntry event) {
        Optional<PinnedPeer> now =
                CommandStore.with(home, store -> store.pins().find(event.pin())).map(StoredPin::peer);
        String state = now.map(peer -> PinText.state(peer) + "; " + PinText.purpose(peer))
                .orElse("no longer exists");
        terminal.out()
                .println(event.pin() + " of " + event.peer() + " is already pinned; its use is extended: it was "
                        + event.before() + ", and is now " + event.after());
        terminal.out().println("  it is " + state);
        now.ifPresent(this::printLimits);
    }

    private void printSuperseded(PinHistoryEntry event) {
        terminal.out()
                .println("  in its place " + event.pin() + " of " + event.peer() + " was " + event.before() + " and is "
                        + event.after() + "; it is still accepted; 'sekisho pin revoke " + event.pin() + "' ends it");
    }

    /** A next key for the one way alone would silence the other way once it comes. */
    private void printOthers(PinnedPeer wanted) {
        CommandStore.with(home, store -> store.pins().ofPeer(wanted.name())).stream()
                .map(StoredPin::peer)
                .filter(other -> other.state() == PinState.NEXT && other.use().and(wanted.use()) != other.use())
                .forEach(other -> terminal.err()
                        .println("note: its next key " + other.pin() + " is for "
                                + other.use().text()
                                + " mail alone; 'sekisho pin add " + other.name() + " " + other.pin() + " --for "
                                + wanted.use().text() + hosts(wanted) + "' extends its use too"));
    }

    private static String hosts(PinnedPeer peer) {
        return peer.hosts().isEmpty() ? "" : " --host " + String.join(" --host ", peer.hosts());
    }
}
