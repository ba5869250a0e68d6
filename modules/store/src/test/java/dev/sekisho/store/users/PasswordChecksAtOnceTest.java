// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.GatedDerivation;
import dev.sekisho.store.password.PasswordHasher;
import java.util.concurrent.FutureTask;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What credentials cost when several bring them at once, counted in derivations and their iterations. */
class PasswordChecksAtOnceTest {

    private static final Username ANNA = Username.of("anna@example.org");
    private static final Username OLD = Username.of("old@example.org");
    private static final Username NOBODY = Username.of("nobody@example.org");
    private static final int ITERATIONS = 20;

    private final GatedDerivation derivation = new GatedDerivation();
    private final Together together = new Together();
    private final Engine.Place place = Engine.SQLITE.place();
    private final Store store;
    private final Users users;

    PasswordChecksAtOnceTest() {
        try (Store earlier = Store.open(place.settings(), new PasswordHasher(5))) {
            earlier.domains().add(Domain.of("example.org"));
            earlier.users().add(OLD, "secret");
        }
        store = Store.open(place.settings(), new PasswordHasher(ITERATIONS, derivation));
        users = store.users();
    }

    @BeforeEach
    void addAnna() {
        users.add(ANNA, "secret");
        derivation.begun.clear();
    }

    @AfterEach
    void close() {
        derivation.open();
        store.close();
        place.close();
    }

    @Test
    void theSameRightCredentialsAreDerivedOnce() throws Exception {
        assertThat(derivationsOfFour(ANNA, "secret", true)).isEqualTo(1);
    }

    @Test
    void theSameWrongCredentialsAreDerivedOnce() throws Exception {
        assertThat(derivationsOfFour(ANNA, "wrong", false)).isEqualTo(1);
    }

    @Test
    void thoseOfAnUnknownUserAreDerivedOnceToo() throws Exception {
        assertThat(derivationsOfFour(NOBODY, "wrong", false)).isEqualTo(1);
    }

    private int derivationsOfFour(Username name, String password, boolean right) throws Exception {
        derivation.shut();
        for (int i = 0; i < 4; i++) {
            together.begin(() -> users.verify(name, password));
        }
        together.awaitThatAllWait();
        derivation.open();
        for (FutureTask<Boolean> task : together.ended()) {
            assertThat(task.get()).isEqualTo(right);
        }
        return derivation.begun.size();
    }

    @Test
    void twoUsersWithTheSamePasswordShareNothing() throws Exception {
        users.add(Username.of("bert@example.org"), "secret");
        derivation.begun.clear();
        derivation.shut();
        together.begin(() -> users.verify(ANNA, "secret"));
        together.begin(() -> users.verify(Username.of("bert@example.org"), "secret"));
        together.begin(() -> users.verify(NOBODY, "secret"));
        together.awaitThatAllWait();
        assertThat(derivation.begun).hasSize(3);
        derivation.open();
        assertThat(together.ended().get(0).get()).isTrue();
        assertThat(together.ended().get(1).get()).isTrue();
        assertThat(together.ended().get(2).get()).isFalse();
    }

    @Test
    void aPasswordThatIsChangedWhileTheOldOneIsCheckedCountsForWhoComesAfterwards() throws Exception {
        derivation.shut();
        together.begin(() -> users.verify(ANNA, "secret"));
        together.awaitThatAllWait();
        try (Store commandLine = Store.open(place.settings(), new PasswordHasher(ITERATIONS))) {
            commandLine.users().changePassword(ANNA, "second");
        }
        together.begin(() -> users.verify(ANNA, "secret"));
        together.begin(() -> users.verify(ANNA, "second"));
        together.awaitThatAllWait();
        derivation.open();
        assertThat(together.ended().get(1).get()).isFalse();
        assertThat(together.ended().get(2).get()).isTrue();
        assertThat(users.verify(ANNA, "secret")).isFalse();
    }

    @Test
    void aRefusalTakesTheSameIterationsForACurrentHashAnOldOneAndNone() {
        for (Username name : new Username[] {ANNA, OLD, NOBODY}) {
            derivation.begun.clear();
            assertThat(users.verify(name, "wrong")).isFalse();
            assertThat(derivation.iterations()).as(name.asString()).isEqualTo(ITERATIONS);
        }
    }

    @Test
    void wrongCredentialsAreDerivedAgainEachTime() {
        assertThat(users.verify(ANNA, "wrong")).isFalse();
        assertThat(users.verify(ANNA, "wrong")).isFalse();
        assertThat(users.verify(NOBODY, "wrong")).isFalse();
        assertThat(users.verify(NOBODY, "wrong")).isFalse();
        assertThat(derivation.begun).hasSize(4);
    }

    @Test
    void rightOnesAreDerivedOnce() {
        assertThat(users.verify(ANNA, "secret")).isTrue();
        assertThat(users.verify(ANNA, "secret")).isTrue();
        assertThat(derivation.begun).hasSize(1);
    }
}
