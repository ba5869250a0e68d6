// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.pin;

import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.List;

/**
 * Finds the keys that are pinned in the XML and in the store: each has two states, and it is unknown which is meant.
 *
 * @param listed the pins of the XML
 * @param stored the pins of the store
 */
public record DuplicatePins(List<ListedPin> listed, List<PinnedPeer> stored) {

    /** One problem for each such key, which names both places. */
    public List<Problem> problems() {
        return listed.stream()
                .flatMap(xml -> stored.stream()
                        .filter(other -> other.pin().equals(xml.peer().pin()))
                        .map(other -> problem(xml, other)))
                .toList();
    }

    private static Problem problem(ListedPin xml, PinnedPeer other) {
        return new Problem(
                xml.position(),
                xml.where(),
                "the pin of peer " + xml.peer().name() + ", "
                        + xml.peer().state().text()
                        + " here is also in the store, where it is "
                        + other.state().text() + " and " + other.name() + "'s (" + other.pin() + ")",
                "remove it here; 'sekisho pin' changes the pins of the store",
                Severity.PROBLEM);
    }
}
