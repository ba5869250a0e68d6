// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the log tells the operator to do for a peer that is known and refused. */
class RefusedPeerAdviceTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
    private static final Optional<LocalDate> PAST = Optional.of(LocalDate.of(2026, 3, 30));
    private static final Pin PIN = Pin.ofSpki(new byte[] {1});
    private static final String WIDEN = "'sekisho pin add branch " + PIN + " --for incoming'";
    private static final String PROLONG = "'sekisho pin retire " + PIN + " --until DATE'";

    @Test
    void aPinForSendingIsToBeWidened() {
        for (PinState state : List.of(PinState.NEXT, PinState.ACTIVE, PinState.RETIRING)) {
            assertThat(PinnedPeerCheck.known(outgoing(state, Optional.empty()), TODAY))
                    .contains("for sending to it", WIDEN)
                    .doesNotContain("ended", PROLONG);
        }
    }

    @Test
    void aRetiringPinForSendingThatEndedNeedsBoth() {
        assertThat(PinnedPeerCheck.known(outgoing(PinState.RETIRING, PAST), TODAY))
                .contains("for sending to it, and ended", PROLONG, WIDEN);
    }

    @Test
    void aPinForRelayingInThatEndedNeedsTime() {
        assertThat(PinnedPeerCheck.known(new PinnedPeer("branch", PIN, PinState.RETIRING, PAST), TODAY))
                .contains("whose pin ended", PROLONG)
                .doesNotContain("pin add");
    }

    private static PinnedPeer outgoing(PinState state, Optional<LocalDate> until) {
        return new PinnedPeer("branch", PIN, state, until, PinUse.OUTGOING, List.of("mx.example"), PeerLimits.NONE);
    }
}
