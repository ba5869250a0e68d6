// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole life of a pin: every step upon every state, and upon a key that is not pinned. */
class PinTransitionTest {
    private static final LocalDate END = LocalDate.of(2026, 3, 31);
    private static final Map<String, PinEvent> STEPS = Map.ofEntries(
            Map.entry("add next", new PinEvent.Add(PinState.NEXT, false)),
            Map.entry("add active", new PinEvent.Add(PinState.ACTIVE, false)),
            Map.entry("add next again", new PinEvent.Add(PinState.NEXT, true)),
            Map.entry("add active again", new PinEvent.Add(PinState.ACTIVE, true)),
            Map.entry("promote", PinEvent.PROMOTE),
            Map.entry("supersede", PinEvent.SUPERSEDE),
            Map.entry("retire", new PinEvent.Retire(Optional.empty())),
            Map.entry("retire until", new PinEvent.Retire(Optional.of(END))),
            Map.entry("revoke", PinEvent.REVOKE),
            Map.entry("seen", PinEvent.SEEN));

    @ParameterizedTest
    @CsvSource({
        "-, add next, next",
        "-, add active, active",
        "-, add next again, next",
        "-, add active again, active",
        "-, promote, forbidden",
        "-, supersede, forbidden",
        "-, retire, forbidden",
        "-, retire until, forbidden",
        "-, revoke, forbidden",
        "-, seen, forbidden",
        "next, add next, forbidden",
        "next, add active, forbidden",
        "next, add next again, forbidden",
        "next, add active again, forbidden",
        "next, promote, active",
        "next, supersede, unchanged",
        "next, retire, forbidden",
        "next, retire until, forbidden",
        "next, revoke, revoked",
        "next, seen, active",
        "active, add next, forbidden",
        "active, add active, forbidden",
        "active, add next again, forbidden",
        "active, add active again, forbidden",
        "active, promote, unchanged",
        "active, supersede, retiring",
        "active, retire, retiring",
        "active, retire until, retiring until 2026-03-31",
        "active, revoke, revoked",
        "active, seen, unchanged",
        "retiring, add next, forbidden",
        "retiring, add active, forbidden",
        "retiring, add next again, forbidden",
        "retiring, add active again, forbidden",
        "retiring, promote, active",
        "retiring, supersede, unchanged",
        "retiring, retire, retiring",
        "retiring, retire until, retiring until 2026-03-31",
        "retiring, revoke, revoked",
        "retiring, seen, unchanged",
        "revoked, add next, forbidden",
        "revoked, add active, forbidden",
        "revoked, add next again, next",
        "revoked, add active again, active",
        "revoked, promote, forbidden",
        "revoked, supersede, unchanged",
        "revoked, retire, forbidden",
        "revoked, retire until, forbidden",
        "revoked, revoke, unchanged",
        "revoked, seen, unchanged"
    })
    void everyStepUponEveryState(String state, String step, String expected) {
        PinTransition transition = PinTransition.of(PinState.parse(state), STEPS.get(step));

        assertThat(words(transition)).isEqualTo(expected);
    }

    @Test
    void aPinIsEnteredAsNextOrActiveOnly() {
        assertThatThrownBy(() -> new PinEvent.Add(PinState.RETIRING, false)).hasMessageContaining("retiring");
        assertThatThrownBy(() -> new PinEvent.Add(PinState.REVOKED, true)).hasMessageContaining("revoked");
    }

    private static String words(PinTransition transition) {
        if (transition instanceof PinTransition.Becomes becomes) {
            return becomes.state().text()
                    + becomes.until().map(day -> " until " + day).orElse("");
        }
        return transition instanceof PinTransition.Forbidden ? "forbidden" : "unchanged";
    }
}
