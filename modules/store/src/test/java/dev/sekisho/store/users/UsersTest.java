// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.domains.LocalDomains;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alone: two of its tests look at the time. */
@Isolated
class UsersTest {

    private static final Username ANNA = Username.of("anna@example.org");
    private static final PasswordHasher QUICK = new PasswordHasher(10);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUserLogsInWithItsPasswordOnly(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), QUICK)) {
            Users users = withAnna(store);
            assertThat(users.verify(ANNA, "first")).isTrue();
            assertThat(users.verify(ANNA, "First")).isFalse();
            assertThat(users.verify(ANNA, "")).isFalse();
            assertThat(users.verify(Username.of("bert@example.org"), "first")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAnotherProcessChangesCountsAtOnceInSpiteOfTheCache(Engine engine) {
        try (Engine.Place place = engine.place();
                Store server = Store.open(place.settings(), QUICK);
                Store commandLine = Store.open(place.settings(), QUICK)) {
            Users users = withAnna(server);
            assertThat(users.verify(ANNA, "first")).isTrue();
            assertThat(commandLine.users().changePassword(ANNA, "second")).isEqualTo(UserChangeResult.DONE);
            assertThat(users.verify(ANNA, "first")).isFalse();
            assertThat(users.verify(ANNA, "second")).isTrue();
            assertThat(commandLine.users().remove(ANNA)).isEqualTo(UserChangeResult.DONE);
            assertThat(users.verify(ANNA, "second")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPasswordThatWasSentInCleartextIsMarkedOnceAndUntilItIsChanged(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), QUICK)) {
            Users users = withAnna(store);
            assertThat(users.exposed()).isEmpty();
            assertThat(users.expose(ANNA)).isTrue();
            Instant when = users.exposed().get(ANNA);
            assertThat(users.expose(ANNA)).as("it is known").isFalse();
            assertThat(users.exposed()).containsExactly(Map.entry(ANNA, when));
            assertThat(users.expose(Username.of("nobody@example.org"))).isFalse();
            assertThat(users.changePassword(ANNA, "second")).isEqualTo(UserChangeResult.DONE);
            assertThat(users.exposed()).isEmpty();
            assertThat(users.expose(ANNA))
                    .as("the new one may be sent in cleartext, too")
                    .isTrue();
            users.remove(ANNA);
            assertThat(users.exposed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aHashOfFewerIterationsIsReplacedAtTheNextLogin(Engine engine) {
        try (Engine.Place place = engine.place()) {
            try (Store store = Store.open(place.settings(), QUICK)) {
                withAnna(store);
            }
            try (Store store = Store.open(place.settings(), new PasswordHasher(20))) {
                assertThat(store.users().verify(ANNA, "wrong")).isFalse();
                assertThat(hash(store, ANNA)).startsWith("SCRAM-SHA-256$10:");
                assertThat(store.users().verify(ANNA, "first")).isTrue();
                assertThat(hash(store, ANNA)).startsWith("SCRAM-SHA-256$20:");
                assertThat(store.users().verify(ANNA, "first")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUserIsAddedOnlyWhereNothingStandsAgainstIt(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), QUICK)) {
            Users users = withAnna(store);
            store.aliases().add(new MailAddress("info@example.org"), new MailAddress("anna@example.org"));
            assertThat(users.add(Username.of("ANNA@Example.ORG"), "x")).isEqualTo(UserChangeResult.ALREADY_EXISTS);
            assertThat(users.add(Username.of("anna"), "x")).isEqualTo(UserChangeResult.UNKNOWN_DOMAIN);
            assertThat(users.add(Username.of("anna@elsewhere.example"), "x"))
                    .isEqualTo(UserChangeResult.UNKNOWN_DOMAIN);
            assertThat(users.add(Username.of("an na@example.org"), "x")).isEqualTo(UserChangeResult.NAME_NOT_ALLOWED);
            assertThat(users.add(Username.of("info@example.org"), "x")).isEqualTo(UserChangeResult.IS_REWRITTEN);
            assertThat(users.add(Username.of("bert@example.org"), "")).isEqualTo(UserChangeResult.PASSWORD_NOT_ALLOWED);
            assertThat(users.changePassword(Username.of("bert@example.org"), "x"))
                    .isEqualTo(UserChangeResult.UNKNOWN_USER);
            assertThat(users.remove(Username.of("bert@example.org"))).isEqualTo(UserChangeResult.UNKNOWN_USER);
            assertThat(users.list()).containsExactly(ANNA);
            assertThat(users.count()).isEqualTo(1);
        }
    }

    @Test
    void twoUsersWithTheSamePasswordHaveDifferentHashes() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), QUICK)) {
            Users users = withAnna(store);
            Username bert = Username.of("bert@example.org");
            users.add(bert, "first");
            assertThat(hash(store, bert)).isNotEqualTo(hash(store, ANNA));
        }
    }

    /** Medians, and a wide margin: the machine may be busy. What it must find is a missing derivation, a factor of hundreds. */
    @Test
    void aRefusalTakesAsLongForAnUnknownUserAndForOneWithAnOldHash() {
        try (Engine.Place place = Engine.SQLITE.place()) {
            try (Store store = Store.open(place.settings(), QUICK)) {
                withAnna(store);
            }
            try (Store store = Store.open(place.settings(), new PasswordHasher(20_000))) {
                Users users = store.users();
                Username bert = Username.of("bert@example.org");
                users.add(bert, "first");
                long current = medianNanos(users, bert);
                long old = medianNanos(users, ANNA);
                long unknown = medianNanos(users, Username.of("nobody@example.org"));
                assertThat((double) unknown / current).isBetween(0.4, 2.5);
                assertThat((double) old / current).isBetween(0.4, 2.5);
            }
        }
    }

    private static long medianNanos(Users users, Username name) {
        return LongStream.range(0, 15)
                .map(i -> {
                    long start = System.nanoTime();
                    users.verify(name, "wrong" + i);
                    return System.nanoTime() - start;
                })
                .sorted()
                .skip(7)
                .findFirst()
                .orElseThrow();
    }

    /** The second of two logins must not derive again: far less than the hundred milliseconds of the first. */
    @Test
    void theSecondLoginWithTheSamePasswordIsCheap() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), PasswordHasher.standard())) {
            Users users = withAnna(store);
            assertThat(users.verify(ANNA, "first")).isTrue();
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertThat(users.verify(ANNA, "first")).isTrue();
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(50 * 20);
        }
    }

    private static String hash(Store store, Username user) {
        return store.database().read(sql -> PasswordTable.of(sql, user)).get(0).hash();
    }

    private static Users withAnna(Store store) {
        LocalDomains domains = store.domains();
        domains.add(Domain.of("example.org"));
        assertThat(store.users().add(ANNA, "first")).isEqualTo(UserChangeResult.DONE);
        return store.users();
    }
}
