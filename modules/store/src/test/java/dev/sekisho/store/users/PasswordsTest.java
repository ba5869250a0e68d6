// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.GatedDerivation;
import dev.sekisho.store.password.ImportedHash;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.users.PasswordCheck.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An account with several passwords. */
class PasswordsTest {
    private static final Username ANNA = Username.of("anna@example.org");
    private static final Username BERT = Username.of("bert@example.org");
    private static final Username NOBODY = Username.of("nobody@example.org");
    private static final Optional<Instant> NEVER = Optional.empty();
    private static final Optional<Instant> OVER = Optional.of(Instant.now().minusSeconds(1));
    private static final String CRYPTED =
            "{SHA256-CRYPT}$5$dtRali/SyNEe53Ox$GCdef9ZDKSZv56nPxleB.hGd/wiGtPd1SlkOLKi/5Z1";

    private final GatedDerivation derivation = new GatedDerivation();

    private Store store(Engine.Place place) {
        Store store = Store.open(place.settings(), new PasswordHasher(10, derivation));
        store.domains().add(Domain.of("example.org"));
        store.users().add(ANNA, "first");
        return store;
    }

    private static String used(Passwords passwords, String password, PasswordScope scope) {
        return passwords
                .check(ANNA, password, scope)
                .fold(right -> right.password().name(), wrong -> wrong.reason().name());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachPasswordLogsInForWhatItIsFor(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            assertThat(passwords.add(ANNA, "printer", "sends", PasswordScope.SEND, NEVER))
                    .isEqualTo(PasswordChangeResult.DONE);
            assertThat(passwords.add(ANNA, "watch", "reads", PasswordScope.RECEIVE, NEVER))
                    .isEqualTo(PasswordChangeResult.DONE);
            assertThat(passwords.add(ANNA, "guest", "over", PasswordScope.BOTH, OVER))
                    .isEqualTo(PasswordChangeResult.DONE);
            for (PasswordScope scope : PasswordScope.values()) {
                assertThat(used(passwords, "first", scope)).isEqualTo("main");
                assertThat(used(passwords, "wrong", scope)).isEqualTo(Reason.CREDENTIALS.name());
                assertThat(used(passwords, "over", scope)).isEqualTo(Reason.EXPIRED.name());
            }
            assertThat(used(passwords, "sends", PasswordScope.SEND)).isEqualTo("printer");
            assertThat(used(passwords, "sends", PasswordScope.RECEIVE)).isEqualTo(Reason.SCOPE.name());
            assertThat(used(passwords, "reads", PasswordScope.RECEIVE)).isEqualTo("watch");
            assertThat(used(passwords, "reads", PasswordScope.BOTH)).isEqualTo(Reason.SCOPE.name());
            assertThat(store.users().verify(ANNA, "first")).isTrue();
            assertThat(store.users().verify(ANNA, "sends"))
                    .as("James has the main password alone")
                    .isFalse();
            assertThat(passwords.list(ANNA))
                    .extracting(NamedPassword::name)
                    .containsExactly("guest", "main", "printer", "watch");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRevokedChangedOrRestrictedElsewhereCountsAtOnce(Engine engine) {
        try (Engine.Place place = engine.place();
                Store server = store(place);
                Store commandLine = Store.open(place.settings(), new PasswordHasher(10))) {
            Passwords passwords = server.users().passwords();
            Passwords typed = commandLine.users().passwords();
            typed.add(ANNA, "phone", "second", PasswordScope.BOTH, NEVER);
            assertThat(used(passwords, "second", PasswordScope.SEND)).isEqualTo("phone");
            typed.setScope(ANNA, "phone", PasswordScope.RECEIVE);
            assertThat(used(passwords, "second", PasswordScope.SEND)).isEqualTo(Reason.SCOPE.name());
            typed.setExpiry(ANNA, "phone", OVER);
            assertThat(used(passwords, "second", PasswordScope.RECEIVE)).isEqualTo(Reason.EXPIRED.name());
            typed.setExpiry(ANNA, "phone", NEVER);
            assertThat(typed.change(ANNA, "phone", "third")).isEqualTo(PasswordChangeResult.DONE);
            assertThat(used(passwords, "second", PasswordScope.RECEIVE)).isEqualTo(Reason.CREDENTIALS.name());
            assertThat(used(passwords, "third", PasswordScope.RECEIVE)).isEqualTo("phone");
            assertThat(typed.revoke(ANNA, "phone")).isEqualTo(PasswordChangeResult.DONE);
            assertThat(used(passwords, "third", PasswordScope.RECEIVE)).isEqualTo(Reason.CREDENTIALS.name());
            assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo("main");
            commandLine.users().disable(ANNA);
            assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo(Reason.DISABLED.name());
            assertThat(server.users().verify(ANNA, "first")).isFalse();
            commandLine.users().enable(ANNA);
            assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void sessionsAreToldByThePasswordTheyCameBy(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            passwords.add(ANNA, "phone", "second", PasswordScope.BOTH, NEVER);
            passwords.add(ANNA, "guest", "third", PasswordScope.BOTH, OVER);
            List<Username> asked = Stream.concat(
                            IntStream.range(0, 250).mapToObj(i -> Username.of("nobody" + i + "@example.org")),
                            Stream.of(ANNA))
                    .toList();
            Map<Username, Set<PasswordStamp>> first = passwords.stamps(asked);
            assertThat(first).containsOnlyKeys(ANNA);
            assertThat(first.get(ANNA)).extracting(PasswordStamp::name).containsExactlyInAnyOrder("", "main", "phone");
            used(passwords, "first", PasswordScope.BOTH);
            assertThat(passwords.stamps(asked)).as("a login changes nothing").isEqualTo(first);
            passwords.revoke(ANNA, "phone");
            assertThat(passwords.stamps(asked).get(ANNA))
                    .containsExactlyInAnyOrderElementsOf(first.get(ANNA).stream()
                            .filter(stamp -> !stamp.name().equals("phone"))
                            .toList());
            store.users().disable(ANNA);
            assertThat(passwords.stamps(asked)).isEmpty();
            store.users().enable(ANNA);
            store.users().changePassword(ANNA, "another");
            assertThat(passwords.stamps(asked).get(ANNA)).doesNotContainAnyElementsOf(first.get(ANNA));
            store.users().remove(ANNA);
            assertThat(passwords.stamps(asked)).isEmpty();
            assertThat(passwords.stamps(List.of())).isEmpty();
            assertThat(passwords.list(ANNA)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aHashOfAnotherSystemIsReplacedAtTheFirstGoodLogin(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            assertThat(store.users().add(BERT, ImportedHash.parse(CRYPTED))).isEqualTo(UserChangeResult.DONE);
            NamedPassword imported = passwords.list(BERT).get(0);
            assertThat(imported.scheme()).isEqualTo("SHA256-CRYPT");
            assertThat(passwords.scram(BERT).keys()).isEmpty();
            assertThat(passwords.check(BERT, "wrong", PasswordScope.BOTH).isRight())
                    .isFalse();
            assertThat(passwords.list(BERT).get(0).scheme()).isEqualTo("SHA256-CRYPT");
            ScramAccount before = passwords.scram(BERT);
            for (int i = 0; i < 2; i++) {
                assertThat(passwords.check(BERT, "pässword", PasswordScope.BOTH).isRight())
                        .isTrue();
            }
            NamedPassword replaced = passwords.list(BERT).get(0);
            assertThat(replaced.scheme()).isEqualTo("SCRAM-SHA-256");
            assertThat(replaced.changed()).as("its sessions go on").isEqualTo(imported.changed());
            assertThat(passwords.scram(BERT).keys()).hasSize(1);
            assertThat(passwords.scram(BERT).parameters()).as("nobody can tell").isEqualTo(before.parameters());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void scramIsToldTheSameOfANameAtEachTryOnEachNode(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place);
                Store otherNode = Store.open(place.settings(), new PasswordHasher(10))) {
            Passwords passwords = store.users().passwords();
            ScramAccount nobody = passwords.scram(NOBODY);
            assertThat(nobody.keys()).isEmpty();
            assertThat(nobody.parameters().iterations()).isEqualTo(10);
            assertThat(nobody.parameters().saltOctets()).hasSize(16);
            assertThat(otherNode.users().passwords().scram(NOBODY)).isEqualTo(nobody);
            assertThat(passwords.scram(BERT).parameters()).isNotEqualTo(nobody.parameters());
            store.users().add(NOBODY, "now somebody");
            assertThat(passwords.scram(NOBODY).parameters()).isEqualTo(nobody.parameters());
            assertThat(passwords.scram(NOBODY).keys()).hasSize(1);
        }
    }

    @Test
    void scramHasTheKeysOfAllPasswordsThatAreAcceptedAndOneSalt() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            passwords.add(ANNA, "phone", "second", PasswordScope.SEND, NEVER);
            passwords.add(ANNA, "guest", "third", PasswordScope.BOTH, OVER);
            ScramAccount account = passwords.scram(ANNA);
            assertThat(account.keys())
                    .extracting(keys -> keys.password().name())
                    .containsExactly("main", "phone");
            assertThat(account.keys())
                    .extracting(ScramAccount.Keys::scope)
                    .containsExactly(PasswordScope.BOTH, PasswordScope.SEND);
            assertThat(account.keys()).allMatch(keys -> keys.hash().parameters().equals(account.parameters()));
            store.users().disable(ANNA);
            assertThat(passwords.scram(ANNA)).isEqualTo(new ScramAccount(account.parameters(), List.of(), false));
        }
    }

    /** What SCRAM tells of an account is one number, so that all of its hashes keep it until one is left. */
    @Test
    void whatHasFewerIterationsIsReplacedOnlyWhereItIsTheOnlyOne() {
        try (Engine.Place place = Engine.SQLITE.place()) {
            try (Store earlier = store(place)) {
                earlier.users().passwords().add(ANNA, "phone", "second", PasswordScope.BOTH, NEVER);
            }
            try (Store store = Store.open(place.settings(), new PasswordHasher(20, derivation))) {
                Passwords passwords = store.users().passwords();
                assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo("main");
                passwords.add(ANNA, "tablet", "third", PasswordScope.BOTH, NEVER);
                assertThat(passwords.scram(ANNA).parameters().iterations()).isEqualTo(10);
                assertThat(passwords.scram(ANNA).keys()).hasSize(3);
                passwords.revoke(ANNA, "phone");
                passwords.revoke(ANNA, "tablet");
                assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo("main");
                assertThat(passwords.scram(ANNA).parameters().iterations()).isEqualTo(20);
            }
        }
    }

    @Test
    void manyPasswordsCostWhatOneCosts() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            for (int i = 1; i < Passwords.MOST; i++) {
                assertThat(passwords.add(ANNA, "device" + i, "password " + i, PasswordScope.BOTH, NEVER))
                        .isEqualTo(PasswordChangeResult.DONE);
            }
            assertThat(passwords.add(ANNA, "one-more", "x", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.TOO_MANY);
            derivation.begun.clear();
            assertThat(used(passwords, "password 29", PasswordScope.BOTH)).isEqualTo("device29");
            assertThat(used(passwords, "password 29", PasswordScope.BOTH)).isEqualTo("device29");
            assertThat(derivation.begun).containsExactly(10);
            assertThat(used(passwords, "wrong", PasswordScope.BOTH)).isEqualTo(Reason.CREDENTIALS.name());
            assertThat(passwords.check(NOBODY, "wrong", PasswordScope.BOTH).isRight())
                    .isFalse();
            assertThat(derivation.begun).containsExactly(10, 10, 10);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUseIsWrittenDownOnceAnHour(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
            Passwords.Id main = new Passwords.Id(ANNA, "main");
            assertThat(hasNewUse(passwords)).isTrue();
            passwords.used(Map.of(
                    main,
                    new PasswordUse(now, "192.0.2.1"),
                    new Passwords.Id(NOBODY, "main"),
                    new PasswordUse(now, "192.0.2.3")));
            passwords.used(Map.of(main, new PasswordUse(now.plusSeconds(60), "192.0.2.2")));
            assertThat(passwords.list(ANNA).get(0).lastUse()).contains(new PasswordUse(now, "192.0.2.1"));
            assertThat(hasNewUse(passwords)).isFalse();
            PasswordUse later = new PasswordUse(now.plus(Duration.ofHours(1)), "192.0.2.2");
            passwords.used(Map.of(main, later));
            assertThat(passwords.list(ANNA).get(0).lastUse()).contains(later);
        }
    }

    private static boolean hasNewUse(Passwords passwords) {
        return passwords.check(ANNA, "first", PasswordScope.BOTH).fold(PasswordCheck.Right::hasNewUse, wrong -> false);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoHasNotLoggedInForALongTimeIsFound(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            Instant now = Instant.now();
            assertThat(store.users().unusedSince(now.minusSeconds(60)))
                    .as("it is too young")
                    .isEmpty();
            Instant soon = now.plusSeconds(60);
            assertThat(store.users().unusedSince(soon)).containsExactly(Map.entry(ANNA, Optional.empty()));
            Instant used = Instant.ofEpochMilli(soon.plusSeconds(1).toEpochMilli());
            passwords.used(Map.of(new Passwords.Id(ANNA, "main"), new PasswordUse(used, "192.0.2.1")));
            assertThat(store.users().unusedSince(soon)).isEmpty();
            assertThat(store.users().unusedSince(soon.plusSeconds(60)))
                    .containsExactly(Map.entry(ANNA, Optional.of(used)));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAccountStaysExposedUntilEachPasswordOfThenIsAnother(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            passwords.add(ANNA, "phone", "second", PasswordScope.BOTH, NEVER);
            store.users().expose(ANNA);
            Instant exposed = store.users().exposed().get(ANNA);
            // Times are kept in milliseconds, and what has changed within the same one may have been changed before.
            await().until(() -> Instant.now().isAfter(exposed.plusMillis(1)));
            assertThat(store.users().changePassword(ANNA, "another")).isEqualTo(UserChangeResult.DONE);
            assertThat(store.users().exposed())
                    .as("it may have been that of the phone")
                    .containsOnlyKeys(ANNA);
            passwords.revoke(ANNA, "phone");
            assertThat(store.users().exposed()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = store(place)) {
            Passwords passwords = store.users().passwords();
            assertThat(passwords.add(ANNA, "main", "x", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.ALREADY_EXISTS);
            assertThat(passwords.add(NOBODY, "phone", "x", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.UNKNOWN_USER);
            assertThat(passwords.add(ANNA, "", "x", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.NAME_NOT_ALLOWED);
            assertThat(passwords.add(ANNA, "my phone", "x", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.NAME_NOT_ALLOWED);
            assertThat(passwords.add(ANNA, "phone", "", PasswordScope.BOTH, NEVER))
                    .isEqualTo(PasswordChangeResult.PASSWORD_NOT_ALLOWED);
            assertThat(passwords.change(ANNA, "phone", "x")).isEqualTo(PasswordChangeResult.UNKNOWN_PASSWORD);
            assertThat(passwords.revoke(ANNA, "phone")).isEqualTo(PasswordChangeResult.UNKNOWN_PASSWORD);
            assertThat(passwords.revoke(NOBODY, "main")).isEqualTo(PasswordChangeResult.UNKNOWN_USER);
            assertThat(store.users().disable(NOBODY)).isEqualTo(UserChangeResult.UNKNOWN_USER);
            assertThat(store.users().enable(ANNA)).isEqualTo(UserChangeResult.NO_CHANGE);
            assertThat(passwords.revoke(ANNA, "main")).isEqualTo(PasswordChangeResult.DONE);
            assertThat(used(passwords, "first", PasswordScope.BOTH)).isEqualTo(Reason.CREDENTIALS.name());
            assertThat(store.users().changePassword(ANNA, "again")).isEqualTo(UserChangeResult.DONE);
            assertThat(used(passwords, "again", PasswordScope.BOTH)).isEqualTo("main");
        }
    }

    @Test
    void aHashThatCannotBeReadIsNobodysPasswordAndCostsTheSame() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = store(place)) {
            store.database().write(sql -> sql.update("UPDATE passwords SET hash = 'secret'"));
            Passwords passwords = store.users().passwords();
            derivation.begun.clear();
            assertThat(used(passwords, "secret", PasswordScope.BOTH)).isEqualTo(Reason.CREDENTIALS.name());
            assertThat(derivation.begun).containsExactly(10);
            assertThat(passwords.list(ANNA).get(0).scheme()).isEqualTo("unreadable");
        }
    }
}
