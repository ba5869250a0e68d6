// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinBookTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
    private static final Pin KEY = pinOf("the peer's key");
    private static final Pin OTHER_KEY = pinOf("another key");

    @Test
    void anActivePinIsAccepted() {
        PinnedPeer peer = PinnedPeer.of("branch", KEY, PinState.ACTIVE);
        assertThat(judge(peer)).isEqualTo(new PeerStanding.Pinned(peer));
    }

    @Test
    void anAnnouncedPinIsAccepted() {
        PinnedPeer peer = PinnedPeer.of("branch", KEY, PinState.NEXT);
        assertThat(judge(peer)).isEqualTo(new PeerStanding.Pinned(peer));
    }

    @Test
    void aRetiringPinIsAcceptedOnItsLastDay() {
        assertThat(judge(retiring(TODAY)).pinned()).isTrue();
    }

    @Test
    void aRetiringPinIsRefusedOnTheDayAfterItsLast() {
        assertThat(judge(retiring(TODAY.minusDays(1)))).isEqualTo(PeerStanding.REFUSED_PIN);
    }

    @Test
    void aRetiringPinIsAcceptedBeforeItsLastDay() {
        assertThat(judge(retiring(TODAY.plusDays(1))).pinned()).isTrue();
    }

    @Test
    void aRetiringPinWithoutAnEndIsAccepted() {
        assertThat(judge(PinnedPeer.of("branch", KEY, PinState.RETIRING)).pinned())
                .isTrue();
    }

    @Test
    void aRevokedPinIsRefusedAndToldFromAnUnknownKey() {
        assertThat(judge(PinnedPeer.of("branch", KEY, PinState.REVOKED))).isEqualTo(PeerStanding.REFUSED_PIN);
    }

    @Test
    void aKeyThatIsNotInTheBookIsUnknown() {
        PinBook book = new PinBook(List.of(PinnedPeer.of("branch", KEY, PinState.ACTIVE)));
        assertThat(book.judge(Optional.of(OTHER_KEY), TODAY)).isEqualTo(PeerStanding.UNKNOWN_KEY);
    }

    @Test
    void noCertificateIsNotAPin() {
        PinBook book = new PinBook(List.of(PinnedPeer.of("branch", KEY, PinState.ACTIVE)));
        assertThat(book.judge(Optional.empty(), TODAY)).isEqualTo(PeerStanding.NO_CERTIFICATE);
    }

    @Test
    void theEmptyBookKnowsNobody() {
        assertThat(PinBook.EMPTY.judge(Optional.of(KEY), TODAY)).isEqualTo(PeerStanding.UNKNOWN_KEY);
    }

    @Test
    void theSecondEntryIsFoundByItsOwnKey() {
        PinnedPeer second = PinnedPeer.of("second", OTHER_KEY, PinState.ACTIVE);
        PinBook book = new PinBook(List.of(PinnedPeer.of("first", KEY, PinState.REVOKED), second));
        assertThat(book.judge(Optional.of(OTHER_KEY), TODAY)).isEqualTo(new PeerStanding.Pinned(second));
    }

    @Test
    void strangersAreNotPinned() {
        assertThat(List.of(PeerStanding.NO_CERTIFICATE, PeerStanding.UNKNOWN_KEY, PeerStanding.REFUSED_PIN))
                .noneMatch(PeerStanding::pinned);
    }

    @Test
    void oneKeyHasOneEntry() {
        List<PinnedPeer> twice =
                List.of(PinnedPeer.of("branch", KEY, PinState.REVOKED), PinnedPeer.of("again", KEY, PinState.ACTIVE));
        assertThatThrownBy(() -> new PinBook(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onePeerMayHoldSeveralKeys() {
        PinBook book = new PinBook(List.of(
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

    private static PeerStanding judge(PinnedPeer peer) {
        return new PinBook(List.of(peer)).judge(Optional.of(KEY), TODAY);
    }

    private static PinnedPeer retiring(LocalDate until) {
        return new PinnedPeer("branch", KEY, PinState.RETIRING, Optional.of(until));
    }

    private static Pin pinOf(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII));
    }
}
