// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.limit.PeerLimits;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinSetTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
    private static final Pin KEY = pinOf("the peer's key");
    private static final Pin OTHER_KEY = pinOf("another key");

    @Test
    void anActivePinIsAccepted() {
        PinnedPeer peer = PinnedPeer.of("branch", KEY, PinState.ACTIVE);
        assertThat(statusOf(peer)).isEqualTo(new ClientPinStatus.Pinned(peer));
    }

    @Test
    void anAnnouncedPinIsAccepted() {
        PinnedPeer peer = PinnedPeer.of("branch", KEY, PinState.NEXT);
        assertThat(statusOf(peer)).isEqualTo(new ClientPinStatus.Pinned(peer));
    }

    @Test
    void aRetiringPinIsAcceptedOnItsLastDay() {
        assertThat(statusOf(retiring(TODAY)).pinned()).isTrue();
    }

    @Test
    void aRetiringPinIsRefusedOnTheDayAfterItsLast() {
        assertThat(statusOf(retiring(TODAY.minusDays(1)))).isEqualTo(ClientPinStatus.REFUSED_PIN);
    }

    @Test
    void aRetiringPinIsAcceptedBeforeItsLastDay() {
        assertThat(statusOf(retiring(TODAY.plusDays(1))).pinned()).isTrue();
    }

    @Test
    void aRetiringPinWithoutAnEndIsAccepted() {
        assertThat(statusOf(PinnedPeer.of("branch", KEY, PinState.RETIRING)).pinned())
                .isTrue();
    }

    @Test
    void aRevokedPinIsRefusedAndToldFromAnUnknownKey() {
        assertThat(statusOf(PinnedPeer.of("branch", KEY, PinState.REVOKED))).isEqualTo(ClientPinStatus.REFUSED_PIN);
    }

    @Test
    void aKeyThatIsNotInTheBookIsUnknown() {
        PinSet book = new PinSet(List.of(PinnedPeer.of("branch", KEY, PinState.ACTIVE)));
        assertThat(book.statusOf(Optional.of(OTHER_KEY), TODAY)).isEqualTo(ClientPinStatus.UNKNOWN_KEY);
    }

    @Test
    void noCertificateIsNotAPin() {
        PinSet book = new PinSet(List.of(PinnedPeer.of("branch", KEY, PinState.ACTIVE)));
        assertThat(book.statusOf(Optional.empty(), TODAY)).isEqualTo(ClientPinStatus.NO_CERTIFICATE);
    }

    @Test
    void theEmptyBookKnowsNobody() {
        assertThat(PinSet.EMPTY.statusOf(Optional.of(KEY), TODAY)).isEqualTo(ClientPinStatus.UNKNOWN_KEY);
    }

    @Test
    void theSecondEntryIsFoundByItsOwnKey() {
        PinnedPeer second = PinnedPeer.of("second", OTHER_KEY, PinState.ACTIVE);
        PinSet book = new PinSet(List.of(PinnedPeer.of("first", KEY, PinState.REVOKED), second));
        assertThat(book.statusOf(Optional.of(OTHER_KEY), TODAY)).isEqualTo(new ClientPinStatus.Pinned(second));
    }

    @Test
    void strangersAreNotPinned() {
        assertThat(List.of(ClientPinStatus.NO_CERTIFICATE, ClientPinStatus.UNKNOWN_KEY, ClientPinStatus.REFUSED_PIN))
                .noneMatch(ClientPinStatus::pinned);
    }

    @Test
    void oneKeyHasOneEntry() {
        List<PinnedPeer> twice =
                List.of(PinnedPeer.of("branch", KEY, PinState.REVOKED), PinnedPeer.of("again", KEY, PinState.ACTIVE));
        assertThatThrownBy(() -> new PinSet(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onePeerMayHoldSeveralKeys() {
        PinSet book = new PinSet(List.of(
                PinnedPeer.of("branch", KEY, PinState.ACTIVE), PinnedPeer.of("branch", OTHER_KEY, PinState.NEXT)));
        assertThat(book.peers()).hasSize(2);
    }

    @Test
    void onlyARetiringPinHasAnEnd() {
        assertThatThrownBy(() -> new PinnedPeer("branch", KEY, PinState.ACTIVE, Optional.of(TODAY)))
                .hasMessageContaining("active");
    }

    @Test
    void aPeerWithoutANameIsRefused() {
        assertThatThrownBy(() -> PinnedPeer.of(" ", KEY, PinState.ACTIVE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPinForSendingDoesNotLetThatPeerRelayIn() {
        assertThat(statusOf(server("branch", KEY, PinState.ACTIVE, PinUse.OUTGOING)))
                .isEqualTo(ClientPinStatus.REFUSED_PIN);
        assertThat(statusOf(server("branch", KEY, PinState.ACTIVE, PinUse.BOTH)).pinned())
                .isTrue();
    }

    @Test
    void aPinForRelayingInIsNoServersPin() {
        PinSet book = new PinSet(List.of(PinnedPeer.of("branch", KEY, PinState.ACTIVE)));
        assertThat(book.serverPins("branch", TODAY)).isEmpty();
    }

    @Test
    void aServersPinsAreFoundByHostInAnyCaseAndByPeer() {
        PinSet book = new PinSet(List.of(
                server("smarthost", KEY, PinState.ACTIVE, PinUse.OUTGOING),
                server("smarthost", OTHER_KEY, PinState.NEXT, PinUse.OUTGOING)));
        assertThat(book.serverPins("MX.branch.example", TODAY)).containsExactly(KEY, OTHER_KEY);
        assertThat(book.serverPins("smarthost", TODAY)).containsExactly(KEY, OTHER_KEY);
        assertThat(book.serverPins("other.example", TODAY)).isEmpty();
    }

    @Test
    void aRevokedPinIsNoServersPinAndIsStillToldOf() {
        PinSet book = new PinSet(List.of(server("smarthost", KEY, PinState.REVOKED, PinUse.OUTGOING)));
        assertThat(book.serverPins("mx.branch.example", TODAY)).isEmpty();
        assertThat(book.servers("mx.branch.example")).hasSize(1);
    }

    @Test
    void whereTheBookIsNotCompleteNoKeyIsAcceptedAndNoneIsRefusedForGood() {
        PinSet book = new PinSet(List.of(server("branch", KEY, PinState.ACTIVE, PinUse.BOTH))).incomplete();
        assertThat(book.statusOf(Optional.of(KEY), TODAY)).isEqualTo(ClientPinStatus.PINS_UNREADABLE);
        assertThat(book.statusOf(Optional.of(OTHER_KEY), TODAY)).isEqualTo(ClientPinStatus.PINS_UNREADABLE);
        assertThat(book.statusOf(Optional.empty(), TODAY)).isEqualTo(ClientPinStatus.NO_CERTIFICATE);
        assertThat(book.serverPins("mx.branch.example", TODAY)).isEmpty();
    }

    @Test
    void twoBooksAreOne() {
        PinSet both = new PinSet(List.of(PinnedPeer.of("first", KEY, PinState.ACTIVE)))
                .and(new PinSet(List.of(PinnedPeer.of("second", OTHER_KEY, PinState.ACTIVE))));
        assertThat(both.statusOf(Optional.of(KEY), TODAY).pinned()).isTrue();
        assertThat(both.statusOf(Optional.of(OTHER_KEY), TODAY).pinned()).isTrue();
    }

    @Test
    void aKeyThatStandsInBothBooksIsAcceptedByNeither() {
        PinSet both = new PinSet(List.of(PinnedPeer.of("first", KEY, PinState.ACTIVE)))
                .and(new PinSet(List.of(PinnedPeer.of("second", KEY, PinState.ACTIVE))));
        assertThat(both.statusOf(Optional.of(KEY), TODAY)).isEqualTo(ClientPinStatus.REFUSED_PIN);
    }

    @Test
    void oneIncompleteBookMakesBothIncomplete() {
        assertThat(PinSet.EMPTY.and(PinSet.EMPTY.incomplete()).complete()).isFalse();
        assertThat(PinSet.EMPTY.incomplete().and(PinSet.EMPTY).complete()).isFalse();
    }

    @Test
    void aServerHasAHostAndNobodyElseHas() {
        assertThatThrownBy(() -> new PinnedPeer(
                        "x", KEY, PinState.ACTIVE, Optional.empty(), PinUse.OUTGOING, List.of(), PeerLimits.NONE))
                .hasMessageContaining("host");
        assertThatThrownBy(() -> new PinnedPeer(
                        "x", KEY, PinState.ACTIVE, Optional.empty(), PinUse.INCOMING, List.of("h"), PeerLimits.NONE))
                .hasMessageContaining("host");
    }

    private static PinnedPeer server(String name, Pin pin, PinState state, PinUse use) {
        return new PinnedPeer(name, pin, state, Optional.empty(), use, List.of("mx.Branch.example"), PeerLimits.NONE);
    }

    private static ClientPinStatus statusOf(PinnedPeer peer) {
        return new PinSet(List.of(peer)).statusOf(Optional.of(KEY), TODAY);
    }

    private static PinnedPeer retiring(LocalDate until) {
        return new PinnedPeer("branch", KEY, PinState.RETIRING, Optional.of(until));
    }

    private static Pin pinOf(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII));
    }
}
