// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.login.AccountBucket;
import dev.sekisho.policy.login.Ban;
import dev.sekisho.policy.login.ClientPlace;
import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.Guesser;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.users.UserChangeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuessStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TARO = "taro@example.org";

    private static Guess guess(long id, int address, Instant begun) {
        ClientPlace place = new ClientPlace("192.0.2." + address, "192.0.2.0/24");
        return new Guess(id, begun, new Guesser(place, AccountBucket.of(TARO), Optional.of(TARO), Standing.STRANGER));
    }

    private static GuessStore.Batch batch(List<Guess> guesses, List<Long> takenBack, List<HoldOff> holdOffs) {
        return new GuessStore.Batch(guesses, takenBack, holdOffs, List.of());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatOneNodeWroteAnotherReads(Engine engine) throws Exception {
        HoldOff heldOff =
                new HoldOff(new GuessSubject(GuessSubject.Kind.ADDRESS, "192.0.2.1"), NOW.plusSeconds(900), 1);
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            GuessStore guesses = store.guesses();
            guesses.write(batch(List.of(guess(1, 1, NOW), guess(2, 1, NOW)), List.of(), List.of(heldOff)), NOW);
            GuessStore.Changes first = guesses.changes(NOW);
            assertThat(first.guesses()).containsExactlyInAnyOrder(guess(1, 1, NOW), guess(2, 1, NOW));
            assertThat(first.holdOffs()).containsExactly(heldOff);

            guesses.write(batch(List.of(), List.of(1L), List.of()), NOW.plusSeconds(5));
            GuessStore.Changes then = guesses.changes(NOW.plusSeconds(1));
            assertThat(then.takenBack()).containsExactly(1L);
            assertThat(then.guesses()).isEmpty();
            assertThat(guesses.changes(NOW).guesses()).containsExactly(guess(2, 1, NOW));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rowsAreBoundedInAgeAndInNumber(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            store.guesses()
                    .write(
                            batch(List.of(guess(1, 1, NOW), guess(2, 1, NOW.plusSeconds(60))), List.of(), List.of()),
                            NOW);
            store.database().write(sql -> {
                GuessTable.trim(sql, NOW.minusSeconds(1), 1);
                return true;
            });
            assertThat(store.guesses().changes(NOW).guesses())
                    .extracting(Guess::id)
                    .containsExactly(2L);
            store.guesses().trim(NOW.plus(Duration.ofDays(2)));
            assertThat(store.guesses().changes(NOW).guesses()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUserIsKnownWhereTheUserLoggedInWithinThirtyDays(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            GuessStore guesses = store.guesses();
            know(guesses, 1, NOW);
            assertThat(guesses.standing("192.0.2.1", Optional.of(TARO), NOW)).isEqualTo(Standing.KNOWN);
            assertThat(guesses.standing("192.0.2.1", Optional.of("x@example.org"), NOW))
                    .isEqualTo(Standing.NEIGHBOUR);
            assertThat(guesses.standing("192.0.2.1", Optional.empty(), NOW)).isEqualTo(Standing.NEIGHBOUR);
            assertThat(guesses.standing("192.0.2.2", Optional.of(TARO), NOW)).isEqualTo(Standing.STRANGER);
            Instant later = NOW.plus(Duration.ofDays(30));
            assertThat(guesses.standing("192.0.2.1", Optional.of(TARO), later)).isEqualTo(Standing.STRANGER);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofARemovedUserNothingIsKnown(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            store.domains().add(Domain.of("example.org"));
            store.users().add(Username.of(TARO), "a horse");
            know(store.guesses(), 1, NOW);
            store.guesses().write(batch(List.of(guess(1, 1, NOW)), List.of(), List.of()), NOW);
            assertThat(store.users().remove(Username.of(TARO))).isEqualTo(UserChangeResult.DONE);
            assertThat(store.guesses().standing("192.0.2.1", Optional.of(TARO), NOW))
                    .isEqualTo(Standing.STRANGER);
            assertThat(store.guesses().changes(NOW).guesses()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theOldestAddressesOfAUserMakeRoom(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            for (int i = 0; i <= KnownAddressTable.MOST; i++) {
                know(store.guesses(), i, NOW.plusSeconds(i));
            }
            assertThat(store.guesses().standing("192.0.2.0", Optional.of(TARO), NOW))
                    .isEqualTo(Standing.STRANGER);
            assertThat(store.guesses().standing("192.0.2.1", Optional.of(TARO), NOW))
                    .isEqualTo(Standing.KNOWN);
        }
    }

    private static void know(GuessStore guesses, int address, Instant when) {
        KnownAddress known = new KnownAddress("192.0.2." + address, TARO, when);
        guesses.write(new GuessStore.Batch(List.of(), List.of(), List.of(), List.of(known)), when);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSummaryNamesWhoIsHeldOffAndWhichAccountsAreGuessed(Engine engine) throws Exception {
        HoldOff heldOff =
                new HoldOff(new GuessSubject(GuessSubject.Kind.ADDRESS, "192.0.2.1"), NOW.plusSeconds(900), 1);
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            GuessStore guesses = store.guesses();
            guesses.write(
                    batch(List.of(guess(1, 1, NOW), guess(2, 2, NOW), guess(3, 3, NOW)), List.of(), List.of(heldOff)),
                    NOW);
            assertThat(guesses.summary(NOW))
                    .isEqualTo(
                            new GuessSummary(List.of(heldOff), List.of(new GuardedAccount(Optional.of(TARO), 3, 3))));
            assertThat(guesses.lift("192.0.2.1", NOW)).isEqualTo(1);
            assertThat(guesses.summary(NOW).holdOffs()).isEmpty();
            assertThat(guesses.changes(NOW).holdOffs())
                    .extracting(HoldOff::until)
                    .containsExactly(NOW);
            assertThat(guesses.summary(NOW.plus(Duration.ofHours(2)))).isEqualTo(GuessSummary.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void bansStandUntilTheyEndOrAreRemoved(Engine engine) throws Exception {
        CidrNetwork one = CidrNetwork.of(new byte[] {(byte) 192, 0, 2, 1}, 32, "192.0.2.1")
                .orElseThrow();
        CidrNetwork all = CidrNetwork.of(new byte[] {(byte) 192, 0, 2, 0}, 24, "192.0.2.0/24")
                .orElseThrow();
        Ban short1 = new Ban(one, NOW, Optional.of(NOW.plusSeconds(60)), false, "hana", "guesses");
        Ban long1 = new Ban(all, NOW, Optional.empty(), true, "hana", "");
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            BanStore bans = store.bans();
            long before = bans.version();
            assertThat(bans.add(short1)).isTrue();
            assertThat(bans.add(long1)).isTrue();
            assertThat(bans.version()).isGreaterThan(before);
            assertThat(bans.list(NOW)).containsExactlyInAnyOrder(short1, long1);
            assertThat(bans.list(NOW.plusSeconds(60))).containsExactly(long1);
            assertThat(bans.remove(one)).isTrue();
            assertThat(bans.remove(one)).isFalse();
            assertThat(bans.list(NOW)).containsExactly(long1);
        }
    }
}
