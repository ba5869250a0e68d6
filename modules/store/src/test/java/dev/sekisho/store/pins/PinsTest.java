// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PeerLimits;
import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PinUse;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.Rate;
import dev.sekisho.policy.SenderPattern;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.users.Passwords;
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

class PinsTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final LocalDate END = LocalDate.of(2026, 4, 30);
    private static final Pin FIRST = pin("first");
    private static final Pin SECOND = pin("second");
    private static final Author ANNA = new Author("anna", "because");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void allThatIsSaidOfAPinIsKept(Engine engine) {
        on(engine, pins -> {
            PeerLimits limits = new PeerLimits(
                    List.of(new SenderPattern("@branch.example"), new SenderPattern("boss@head.example")),
                    List.of("example.org", "example.net"),
                    Rate.parse("100/h"),
                    OptionalLong.of(5_000_000));
            PinnedPeer both = new PinnedPeer(
                    "branch",
                    FIRST,
                    PinState.ACTIVE,
                    Optional.empty(),
                    PinUse.BOTH,
                    List.of("mx.branch.example", "mx2.branch.example"),
                    limits);
            assertThat(pins.add(both, "call Hanako", false, ANNA)).isInstanceOf(PinChange.Done.class);

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
            pins.promote(SECOND, new Author("taro", "rotation"));
            pins.retire(FIRST, Optional.of(END), ANNA);
            pins.revoke(FIRST, ANNA);

            assertThat(pins.history())
                    .containsExactly(
                            new PinEvent(FIRST, "branch", NOW, "anna", "add", "", "active", "because"),
                            new PinEvent(SECOND, "branch", NOW, "anna", "add", "", "next", "because"),
                            new PinEvent(SECOND, "branch", NOW, "taro", "promote", "next", "active", "rotation"),
                            new PinEvent(FIRST, "branch", NOW, "taro", "supersede", "active", "retiring", "rotation"),
                            new PinEvent(
                                    FIRST,
                                    "branch",
                                    NOW,
                                    "anna",
                                    "retire",
                                    "retiring",
                                    "retiring until 2026-04-30",
                                    "because"),
                            new PinEvent(
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
            assertThat(pins.seen(SECOND, new Author("node", "seen")).join()).isInstanceOf(PinChange.Done.class);

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
            PinChange done = pins.amend(SECOND, there -> there.widened(wanted, ""), ANNA);

            assertThat(((PinChange.Done) done).events())
                    .extracting(PinEvent::step)
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
                    .isEqualTo(new PinChange.Refused("is pinned already, and is active (branch)"));
            pins.revoke(FIRST, ANNA);
            assertThat(pins.add(other, "", false, ANNA)).isInstanceOf(PinChange.Refused.class);
            assertThat(pins.promote(FIRST, ANNA)).isInstanceOf(PinChange.Refused.class);
            assertThat(pins.add(other, "", true, ANNA)).isInstanceOf(PinChange.Done.class);
            assertThat(pins.list()).extracting(stored -> stored.peer().name()).containsExactly("other");
            assertThat(pins.history(FIRST.toString()))
                    .extracting(PinEvent::after)
                    .containsExactly("active", "revoked", "active");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsNotPinnedCannotBeChanged(Engine engine) {
        on(engine, pins -> {
            assertThat(pins.revoke(FIRST, ANNA)).isEqualTo(new PinChange.Refused("is not pinned"));
            assertThat(pins.seen(FIRST, ANNA).join()).isEqualTo(new PinChange.Unchanged());
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

    private static List<String> states(Pins pins) {
        return pins.list().stream().map(stored -> stored.peer().state().text()).toList();
    }

    private static void add(Pins pins, Pin pin, PinState state) {
        assertThat(pins.add(PinnedPeer.of("branch", pin, state), "", false, ANNA))
                .isInstanceOf(PinChange.Done.class);
    }

    private static void on(Engine engine, java.util.function.Consumer<Pins> test) {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), new Passwords(10))) {
            test.accept(new Pins(store.database(), Clock.fixed(NOW, ZoneOffset.UTC)));
        }
    }

    private static Pin pin(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII));
    }
}
