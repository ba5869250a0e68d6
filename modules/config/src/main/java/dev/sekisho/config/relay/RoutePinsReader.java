// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
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
record RoutePinsReader(ConfigSection route, Optional<String> host, List<ListedPin> listed) {

    /** The pins; what cannot be is left out and among the problems. */
    List<PinnedPeer> read() {
        List<PinnedPeer> pins = new ArrayList<>();
        for (ConfigSection section : route.sections(RelaySchema.PIN)) {
            if (section.xml().text().isEmpty()) {
                section.refuse("<pin> is empty", RelaySchema.PIN.type().wanted());
            }
            host.flatMap(known -> pin(section, known)).ifPresent(pin -> {
                if (pins.stream().anyMatch(other -> other.pin().equals(pin.pin()))) {
                    section.refuse("the pin is listed twice in this route", "keep one entry, with one state");
                } else {
                    pins.add(pin);
                    listed.add(new ListedPin(route.where(), pin, section.position()));
                }
            });
        }
        return pins;
    }

    private Optional<PinnedPeer> pin(ConfigSection section, String known) {
        PinState state =
                section.attribute(RelaySchema.PIN_STATE).map(ParsedValue::value).orElse(PinState.ACTIVE);
        Optional<LocalDate> until = section.attribute(RelaySchema.PIN_UNTIL).map(ParsedValue::value);
        if (until.isPresent() && state != PinState.RETIRING) {
            section.refuse(
                    "only a retiring pin has an end date, this one is " + state.text(),
                    "remove until, or write state=\"retiring\"");
            return Optional.empty();
        }
        return section.text(RelaySchema.PIN)
                .map(found -> new PinnedPeer(
                        route.value(RelaySchema.PEER).map(ParsedValue::value).orElse(known),
                        found.value(),
                        state,
                        until,
                        PinUse.OUTGOING,
                        List.of(known),
                        PeerLimits.NONE));
    }
}
