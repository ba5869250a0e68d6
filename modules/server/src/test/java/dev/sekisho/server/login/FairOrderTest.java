// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FairOrderTest {
    private record Login(String address, String account) {}

    private final FairOrder<Login> order = new FairOrder<>();

    private void add(String address, String account) {
        Login login = new Login(address, account);
        order.add(address, account, login);
    }

    private List<Login> rest() {
        List<Login> served = new ArrayList<>();
        for (Optional<Login> next = order.take(); next.isPresent(); next = order.take()) {
            served.add(next.get());
        }
        return served;
    }

    @Test
    void whoHasManyWaitingMakesAnotherWaitForOne() {
        for (int i = 0; i < 100; i++) {
            add("attacker", "account " + i);
        }
        add("home", "taro");
        order.take();
        add("office", "hanako");
        assertThat(rest().subList(0, 2)).containsExactly(new Login("home", "taro"), new Login("office", "hanako"));
    }

    @Test
    void anAccountThatIsGuessedFromManyAddressesMakesAnotherWaitForOne() {
        for (int i = 0; i < 100; i++) {
            add("zombie " + i, "taro");
        }
        add("office", "hanako");
        assertThat(rest().get(1)).isEqualTo(new Login("office", "hanako"));
    }

    /** Whatever others have waiting, one of another address and another account comes at the latest behind one of each address that waits. */
    @Property(tries = 300)
    void aStrangerWaitsForOneOfEachAddressAtMost(
            @ForAll("logins") List<Login> others, @ForAll("logins") List<Login> later) {
        FairOrder<Login> fair = new FairOrder<>();
        others.forEach(login -> fair.add(login.address(), login.account(), login));
        for (int i = 0; i < others.size() / 2; i++) {
            fair.take();
        }
        Login stranger = new Login("stranger", "stranger");
        fair.add(stranger.address(), stranger.account(), stranger);
        later.forEach(login -> fair.add(login.address(), login.account(), login));
        Set<String> before = new HashSet<>();
        for (Login next = fair.take().orElseThrow();
                next != stranger;
                next = fair.take().orElseThrow()) {
            assertThat(before.add(next.address())).as("one of an address").isTrue();
        }
    }

    @Property(tries = 300)
    void allAreServedOnceAndNothingIsRememberedOfThem(@ForAll("logins") List<Login> logins) {
        FairOrder<Login> fair = new FairOrder<>();
        logins.forEach(login -> fair.add(login.address(), "account " + login.account(), login));
        List<Login> served = new ArrayList<>();
        while (fair.size() > 0) {
            served.add(fair.take().orElseThrow());
        }
        assertThat(served).containsExactlyInAnyOrderElementsOf(logins);
        assertThat(fair.take()).isEmpty();
        assertThat(fair.remembered()).isZero();
    }

    @Provide
    Arbitrary<List<Login>> logins() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5).map(i -> "address " + i),
                        Arbitraries.integers().between(0, 5).map(i -> "account " + i))
                .as(Login::new)
                .list()
                .ofMaxSize(40);
    }
}
