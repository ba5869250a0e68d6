// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.client.GreylistKey;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredGreylistTest {
    private static final Greylisting RULES =
            new Greylisting(Greylisting.Clients.ALL, Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), 3);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void defersTheFirstAttemptsAndAcceptsALaterOneOnEachNode(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            StoredGreylist here = new StoredGreylist(store.database(), clock);
            StoredGreylist there = new StoredGreylist(store.database(), clock);

            assertThat(here.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.FIRST);
            pass(Duration.ofMinutes(4));
            assertThat(there.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.EARLY);
            pass(Duration.ofMinutes(1));
            assertThat(there.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.ACCEPTED);
            pass(Duration.ofDays(34));
            assertThat(here.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.ACCEPTED);
            assertThat(here.attempt(RULES, key("hanako"))).isEqualTo(GreylistVerdict.FIRST);
            pass(Duration.ofDays(36));
            assertThat(here.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aClientBecomesKnownByAttemptsThatAreAnHourApart(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            StoredGreylist greylist = new StoredGreylist(store.database(), clock);
            for (String sender : new String[] {"a", "b", "c"}) {
                greylist.attempt(RULES, key(sender));
            }
            pass(RULES.delay());
            for (String sender : new String[] {"a", "b", "c"}) {
                assertThat(greylist.attempt(RULES, key(sender))).isEqualTo(GreylistVerdict.ACCEPTED);
            }
            assertThat(greylist.attempt(RULES, key("d"))).isEqualTo(GreylistVerdict.FIRST);

            pass(Duration.ofHours(1));
            greylist.attempt(RULES, key("a"));
            pass(Duration.ofHours(1));
            greylist.attempt(RULES, key("b"));

            assertThat(greylist.attempt(RULES, key("e"))).isEqualTo(GreylistVerdict.KNOWN_CLIENT);
            pass(Duration.ofDays(30));
            assertThat(greylist.attempt(RULES, key("f"))).isEqualTo(GreylistVerdict.KNOWN_CLIENT);
            pass(Duration.ofDays(30));
            assertThat(greylist.attempt(RULES, key("g"))).isEqualTo(GreylistVerdict.KNOWN_CLIENT);
            pass(Duration.ofDays(36));
            assertThat(greylist.attempt(RULES, key("h"))).isEqualTo(GreylistVerdict.FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theNumberOfRowsIsBoundedAndWhatWasAcceptedStaysLongest(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            StoredGreylist greylist = new StoredGreylist(store.database(), clock, 20);
            greylist.attempt(RULES, key("taro"));
            pass(RULES.delay());
            greylist.attempt(RULES, key("taro"));

            for (int i = 0; i < 50; i++) {
                greylist.attempt(RULES, key("x" + (char) ('A' + i)));
            }

            assertThat(rows(store.database(), "greylist")).isLessThanOrEqualTo(20);
            assertThat(greylist.attempt(RULES, key("taro"))).isEqualTo(GreylistVerdict.ACCEPTED);

            pass(Duration.ofDays(36));
            greylist.attempt(RULES, key("later"));
            assertThat(rows(store.database(), "greylist")).isEqualTo(1);
            assertThat(rows(store.database(), "greylist_clients")).isZero();
        }
    }

    private void pass(Duration some) {
        now.updateAndGet(before -> before.plus(some));
    }

    private static long rows(Database database, String table) {
        return database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
    }

    private static GreylistKey key(String sender) {
        return GreylistKey.of(new byte[] {(byte) 203, 0, 113, 9}, sender + "@example.net", "anna@example.org");
    }
}
