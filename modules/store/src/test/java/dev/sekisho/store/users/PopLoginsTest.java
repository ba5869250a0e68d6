// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.login.PopLogin;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.GatedDerivation;
import dev.sekisho.store.password.PasswordHasher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PopLoginsTest {
    private static final Username ANNA = Username.of("anna@example.org");
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.now();
    private static final String HOME = "192.0.2.7";

    private static Store store(Engine.Place place) {
        Store store = Store.open(place.settings(), new PasswordHasher(10, new GatedDerivation()));
        store.domains().add(Domain.of("example.org"));
        store.users().add(ANNA, "first");
        return store;
    }

    /** Logs in by POP3 with a password as it is now. */
    private static void read(Store store, String password, String address) {
        Passwords passwords = store.users().passwords();
        PasswordStamp stamp = passwords.list(ANNA).stream()
                .filter(each -> each.name().equals(password))
                .map(each -> new PasswordStamp(each.name(), each.changed()))
                .findFirst()
                .orElseThrow();
        passwords.popLogins().remember(address, ANNA, stamp, NOW);
    }

    private static List<String> senders(Store store, String address) {
        return PopLogin.senders(store.users().passwords().popLogins().of(address, NOW), WITHIN, NOW.plusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void onlyAnAccountThatHasItSendsFromWhereItRead(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            read(store, "main", HOME);
            assertThat(senders(store, HOME)).isEmpty();

            assertThat(store.users().setPopBeforeSmtp(ANNA, true)).isEqualTo(UserChangeResult.DONE);
            assertThat(store.users().setPopBeforeSmtp(ANNA, true)).isEqualTo(UserChangeResult.NO_CHANGE);
            assertThat(store.users().popBeforeSmtp()).containsExactly(ANNA);
            assertThat(senders(store, HOME))
                    .as("what was before does not count")
                    .isEmpty();

            read(store, "main", HOME);
            assertThat(senders(store, HOME)).containsExactly(ANNA.asString());
            assertThat(senders(store, "192.0.2.8")).isEmpty();

            store.users().setPopBeforeSmtp(ANNA, false);
            assertThat(senders(store, HOME)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itEndsWithTheAccountAndWithThePassword(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            store.users().setPopBeforeSmtp(ANNA, true);
            read(store, "main", HOME);
            store.users().disable(ANNA);
            assertThat(senders(store, HOME)).isEmpty();
            store.users().enable(ANNA);
            assertThat(senders(store, HOME)).containsExactly(ANNA.asString());

            store.users().changePassword(ANNA, "second");
            assertThat(senders(store, HOME)).isEmpty();

            read(store, "main", HOME);
            store.users().remove(ANNA);
            store.users().add(ANNA, "third");
            assertThat(senders(store, HOME)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPasswordThatOnlyReadsLetsNobodySend(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            store.users().setPopBeforeSmtp(ANNA, true);
            store.users().passwords().add(ANNA, "watch", "reads", PasswordScope.RECEIVE, Optional.empty());
            read(store, "watch", HOME);
            assertThat(senders(store, HOME)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUserIsRememberedAtABoundedNumberOfAddresses(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = store(place)) {
            store.users().setPopBeforeSmtp(ANNA, true);
            for (int i = 0; i < 60; i++) {
                read(store, "main", "198.51.100." + i);
            }
            long kept = store.database().read(sql -> sql.number("SELECT COUNT(*) FROM pop_logins"));
            assertThat(kept).isEqualTo(50);
        }
    }
}
