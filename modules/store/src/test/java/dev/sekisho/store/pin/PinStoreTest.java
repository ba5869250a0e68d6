// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PinStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final LocalDate END = LocalDate.of(2026, 4, 30);
    private static final Pin FIRST = pin("first");
    private static final Pin SECOND = pin("second");
    private static final ChangeAuthor ANNA = new ChangeAuthor("anna", "because");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void allThatIsSaidOfAPinIsKept(Engine engine) {
        on(engine, pins -> {
            PeerLimits limits = new PeerLimits(
                    List.of(new SenderPattern("@branch.example"), new SenderPattern("boss@head.example")),
                    List.of("example.org", "example.net"),
                    MessageRate.parse("100/h"),
                    OptionalLong.of(5_000_000));
            PinnedPeer both = new PinnedPeer(
                    "branch",
                    FIRST,
                    PinState.ACTIVE,
                    Optional.empty(),
                    PinUse.BOTH,
                    List.of("mx.branch.example", "mx2.branch.example"),
                    limits);
            assertThat(pins.add(both, "call Hanako", false, ANNA)).isInstanceOf(PinChangeResult.Done.class);

            StoredPin expected = new StoredPin(both, "call Hanako", NOW, Optional.empty(), Optional.empty());
            assertThat(pins.list()).containsExactly(expected);
            assertThat(pins.find(FIRST)).contains(expected);
            assertThat(pins.ofPeer("branch")).containsExactly(expected);
            assertThat(pins.find(SECOND)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyChangeLeavesWhoWhenWhatAndWhy(Engine engine) {
        on(engine, pins -> {
            add(pins, FIRST, PinState.ACTIVE);
            add(pins, SECOND, PinState.NEXT);
            pins.promote(SECOND, new ChangeAuthor("taro", "rotation"));
            pins.retire(FIRST, Optional.of(END), ANNA);
            pins.revoke(FIRST, ANNA);

            assertThat(pins.history())
                    .containsExactly(
                            new PinHistoryEntry(FIRST, "branch", NOW, "anna", "add", "", "active", "because"),
                            new PinHistoryEntry(SECOND, "branch", NOW, "anna", "add", "", "next", "because"),
                            new PinHistoryEntry(SECOND, "branch", NOW, "taro", "promote", "next", "active", "rotation"),
                            new PinHistoryEntry(
                                    FIRST, "branch", NOW, "taro", "supersede", "active", "retiring", "rotation"),
                            new PinHistoryEntry(
                                    FIRST,
                                    "branch",
                                    NOW,
                                    "anna",
                                    "retire",
                                    "retiring",
                                    "retiring until 2026-04-30",
                                    "because"),
                            new PinHistoryEntry(
                                    FIRST,
                                    "branch",
                                    NOW,
                                    "anna",
                                    "revoke",
                                    "retiring until 2026-04-30",
                                    "revoked",
                                    "because"));
            assertThat(pins.history(FIRST.toString())).hasSize(4);
            assertThat(pins.history("branch")).hasSize(6);
            assertThat(pins.history("nobody")).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aNextPinThatIsSeenIsTheActiveOneAndTheFormerStaysAcceptedWithoutAnEnd(Engine engine) {
        on(engine, pins -> {
            add(pins, FIRST, PinState.ACTIVE);
            add(pins, SECOND, PinState.NEXT);
            assertThat(pins.seen(SECOND, new ChangeAuthor("node", "seen")).join())
                    .isInstanceOf(PinChangeResult.Done.class);

            assertThat(states(pins)).containsExactlyInAnyOrder("retiring", "active");
            StoredPin second = pins.find(SECOND).orElseThrow();
            assertThat(second.firstSeen()).contains(NOW);
            assertThat(second.lastSeen()).contains(NOW);
            assertThat(pins.find(FIRST).orElseThrow().peer().acceptedOn(LocalDate.of(2030, 1, 1)))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anotherPurposeOfThePeerDoesNotMakeWay(Engine engine) {
        on(engine, pins -> {
            add(pins, FIRST, PinState.ACTIVE);
            PinnedPeer server = new PinnedPeer(
                    "branch",
                    SECOND,
                    PinState.NEXT,
                    Optional.empty(),
                    PinUse.OUTGOING,
                    List.of("mx.branch.example"),
                    PeerLimits.NONE);
            pins.add(server, "", false, ANNA);
            pins.promote(SECOND, ANNA);

            assertThat(states(pins)).containsExactly("active", "active");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anActivePinThatIsWidenedMakesThoseOfItsNewUseRetiring(Engine engine) {
        on(engine, pins -> {
            pins.add(server(FIRST, PinState.ACTIVE, PinUse.BOTH), "", false, ANNA);
            pins.add(server(SECOND, PinState.ACTIVE, PinUse.OUTGOING), "", false, ANNA);
            PinnedPeer wanted = PinnedPeer.of("branch", SECOND, PinState.ACTIVE);
            PinChangeResult done = pins.amend(SECOND, there -> there.widened(wanted, ""), ANNA);

            assertThat(((PinChangeResult.Done) done).events())
                    .extracting(PinHistoryEntry::step)
                    .containsExactly("change", "supersede");
            assertThat(pins.find(FIRST).orElseThrow().peer().state()).isEqualTo(PinState.RETIRING);
            assertThat(pins.find(SECOND).orElseThrow().peer().state()).isEqualTo(PinState.ACTIVE);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPinForBothTakesThePlaceOfOneForEitherWay(Engine engine) {
        on(engine, pins -> {
            add(pins, FIRST, PinState.ACTIVE);
            pins.add(server(SECOND, PinState.NEXT, PinUse.BOTH), "", false, ANNA);
            pins.promote(SECOND, ANNA);
            assertThat(pins.find(FIRST).orElseThrow().peer().state()).isEqualTo(PinState.RETIRING);
        });
    }

    private static PinnedPeer server(Pin pin, PinState state, PinUse use) {
        return new PinnedPeer(
                "branch", pin, state, Optional.empty(), use, List.of("mx.branch.example"), PeerLimits.NONE);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aKeyIsPinnedOnceAndARevokedOneComesBackOnlyWhenThatIsAsked(Engine engine) {
        on(engine, pins -> {
            add(pins, FIRST, PinState.ACTIVE);
            PinnedPeer other = PinnedPeer.of("other", FIRST, PinState.ACTIVE);
            assertThat(pins.add(other, "", false, ANNA))
                    .isEqualTo(new PinChangeResult.Refused("is pinned already, and is active (branch)"));
            pins.revoke(FIRST, ANNA);
            assertThat(pins.add(other, "", false, ANNA)).isInstanceOf(PinChangeResult.Refused.class);
            assertThat(pins.promote(FIRST, ANNA)).isInstanceOf(PinChangeResult.Refused.class);
            assertThat(pins.add(other, "", true, ANNA)).isInstanceOf(PinChangeResult.Done.class);
            assertThat(pins.list()).extracting(stored -> stored.peer().name()).containsExactly("other");
            assertThat(pins.history(FIRST.toString()))
                    .extracting(PinHistoryEntry::after)
                    .containsExactly("active", "revoked", "active");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsNotPinnedCannotBeChanged(Engine engine) {
        on(engine, pins -> {
            assertThat(pins.revoke(FIRST, ANNA)).isEqualTo(new PinChangeResult.Refused("is not pinned"));
            assertThat(pins.seen(FIRST, ANNA).join()).isEqualTo(new PinChangeResult.Unchanged());
            assertThat(pins.history()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theNumberCountsWhatIsAcceptedAndNotWhatIsSeen(Engine engine) {
        on(engine, pins -> {
            long none = pins.version();
            add(pins, FIRST, PinState.ACTIVE);
            long added = pins.version();
            pins.seen(FIRST, ANNA).join();
            assertThat(added).isGreaterThan(none);
            assertThat(pins.version()).isEqualTo(added);
            pins.revoke(FIRST, ANNA);
            assertThat(pins.version()).isGreaterThan(added);
        });
    }

    private static List<String> states(PinStore pins) {
        return pins.list().stream().map(stored -> stored.peer().state().text()).toList();
    }

    private static void add(PinStore pins, Pin pin, PinState state) {
        assertThat(pins.add(PinnedPeer.of("branch", pin, state), "", false, ANNA))
                .isInstanceOf(PinChangeResult.Done.class);
    }

    private static void on(Engine engine, java.util.function.Consumer<PinStore> test) {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), new PasswordHasher(10))) {
            test.accept(new PinStore(store.database(), Clock.fixed(NOW, ZoneOffset.UTC)));
        }
    }

    private static Pin pin(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII));
    }
}
