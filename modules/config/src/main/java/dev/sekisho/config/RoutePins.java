// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.policy.PeerLimits;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PinUse;
import dev.sekisho.policy.PinnedPeer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the pins of a route's smarthost.
 *
 * @param route the route
 * @param host the smarthost; empty where there is none, or it is malformed
 * @param listed gets each of them with its position
 */
record RoutePins(Section route, Optional<String> host, List<ListedPeer> listed) {

    /** The pins; what cannot be is left out and among the problems. */
    List<PinnedPeer> read() {
        List<PinnedPeer> pins = new ArrayList<>();
        for (Section section : route.sections(RelayTable.PIN)) {
            if (section.xml().text().isEmpty()) {
                section.refuse("<pin> is empty", RelayTable.PIN.type().wanted());
            }
            host.flatMap(known -> pin(section, known)).ifPresent(pin -> {
                if (pins.stream().anyMatch(other -> other.pin().equals(pin.pin()))) {
                    section.refuse("the pin is listed twice in this route", "keep one entry, with one state");
                } else {
                    pins.add(pin);
                    listed.add(new ListedPeer(route.where(), pin, section.position()));
                }
            });
        }
        return pins;
    }

    private Optional<PinnedPeer> pin(Section section, String known) {
        PinState state =
                section.attribute(RelayTable.PIN_STATE).map(Found::value).orElse(PinState.ACTIVE);
        Optional<LocalDate> until = section.attribute(RelayTable.PIN_UNTIL).map(Found::value);
        if (until.isPresent() && state != PinState.RETIRING) {
            section.refuse(
                    "only a retiring pin has an end date, this one is " + state.text(),
                    "remove until, or write state=\"retiring\"");
            return Optional.empty();
        }
        return section.text(RelayTable.PIN)
                .map(found -> new PinnedPeer(
                        route.value(RelayTable.PEER).map(Found::value).orElse(known),
                        found.value(),
                        state,
                        until,
                        PinUse.OUTGOING,
                        List.of(known),
                        PeerLimits.NONE));
    }
}
