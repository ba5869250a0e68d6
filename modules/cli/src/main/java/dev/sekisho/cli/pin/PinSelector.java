// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.StoredPin;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds a pin by its text, by a unique beginning, or by its peer if only one pin is possible. */
final class PinSelector {
    private static final int SHORTEST = "sha256/".length() + 6;

    private PinSelector() {}

    static PinnedPeer of(List<StoredPin> all, String what, Set<PinState> inQuestion) {
        List<PinnedPeer> byKey = matching(
                all, peer -> what.length() >= SHORTEST && peer.pin().toString().startsWith(what));
        List<PinnedPeer> found = byKey.isEmpty()
                ? matching(all, peer -> peer.name().equals(what) && inQuestion.contains(peer.state()))
                : byKey;
        if (found.size() == 1) {
            return found.get(0);
        }
        String states = inQuestion.stream().map(PinState::text).sorted().collect(Collectors.joining(" or "));
        throw new CommandFault(
                ExitCodes.FAILED,
                found.isEmpty()
                        ? what + " is neither a pin nor a peer with a pin that is " + states
                                + "; 'sekisho pin list' shows them"
                        : what + " may mean several pins; name one:\n" + lines(found));
    }

    private static List<PinnedPeer> matching(List<StoredPin> all, Predicate<PinnedPeer> predicate) {
        return all.stream().map(StoredPin::peer).filter(predicate).toList();
    }

    private static String lines(List<PinnedPeer> peers) {
        return peers.stream()
                .map(peer -> "  " + peer.pin() + "  " + peer.name() + "  "
                        + peer.state().text())
                .collect(Collectors.joining("\n"));
    }
}
