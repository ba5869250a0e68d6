// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.Guesser.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuessLedgerTest {
    private static final FailedLoginLimits LIMITS = FailedLoginLimits.DEFAULT;
    private static final AccountBucket TARO = AccountBucket.of("taro@example.org");
    private static final LoginDecision SERVED = new LoginDecision.Serve(Duration.ZERO);

    private final GuessLedger ledger = new GuessLedger(1_000);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long ids;

    private static Guesser client(int address, String account, Standing standing) {
        ClientPlace place = new ClientPlace("192.0.2." + address, "192.0.2.0/24");
        return new Guesser(place, AccountBucket.of(account), Optional.empty(), standing);
    }

    private static Guesser taro(int address) {
        return client(address, "taro@example.org", Standing.STRANGER);
    }

    private long begin(Guesser by) {
        long id = ids++;
        LoginDecision decision = ledger.begin(new Guess(id, now, by), false, LIMITS);
        assertThat(decision).isInstanceOf(LoginDecision.Serve.class);
        return id;
    }

    private List<HoldOff> wrong(Guesser by) {
        return ledger.wrong(begin(by), LIMITS, now);
    }

    private LoginDecision answer(Guesser by) {
        return ledger.begin(new Guess(ids++, now, by), false, LIMITS);
    }

    private static LoginDecision refused(GuessRefusal why) {
        return new LoginDecision.Refuse(why);
    }

    @Test
    void ofFortyFiveGuessesAtOnceTenAreAnswered() {
        List<Long> served = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            long id = ids++;
            LoginDecision decision = ledger.begin(new Guess(id, now, taro(1)), false, LIMITS);
            if (decision.equals(SERVED)) {
                served.add(id);
            } else {
                assertThat(decision).isEqualTo(new LoginDecision.Wait());
            }
        }
        assertThat(served).hasSize(10);
        served.forEach(id -> ledger.wrong(id, LIMITS, now));
        assertThat(answer(taro(1))).isEqualTo(refused(GuessRefusal.ADDRESS));
    }

    @Test
    void anOfficeThatLogsInAtOnceWaitsForNoMoreThanItself() {
        List<Long> first = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            first.add(begin(client(1, "user" + i + "@example.org", Standing.STRANGER)));
        }
        Guesser next = client(1, "user10@example.org", Standing.STRANGER);
        assertThat(answer(next)).isEqualTo(new LoginDecision.Wait());
        ledger.right(first.get(0));
        assertThat(answer(next)).isEqualTo(SERVED);
    }

    @Test
    void holdsOffAnAddressTwiceAsLongEachTime() {
        List<Duration> lengths = new ArrayList<>();
        for (int round = 0; round < 9; round++) {
            for (int i = 0; i < 9; i++) {
                wrong(client(1, round + "." + i, Standing.NEIGHBOUR));
            }
            HoldOff begun = wrong(client(1, round + ".9", Standing.NEIGHBOUR)).get(0);
            assertThat(begun.subject().text()).isEqualTo("192.0.2.1");
            lengths.add(Duration.between(now, begun.until()));
            now = begun.until();
        }
        assertThat(lengths.stream().map(Duration::toMinutes))
                .containsExactly(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1440L, 1440L);
    }

    @Test
    void beginsAnewAfterADayOfRest() {
        for (int i = 0; i < 10; i++) {
            wrong(client(1, "a" + i, Standing.NEIGHBOUR));
        }
        now = now.plus(Duration.ofDays(2));
        List<HoldOff> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            begun.addAll(wrong(client(1, "b" + i, Standing.NEIGHBOUR)));
        }
        assertThat(begun).extracting(HoldOff::round).containsExactly(1);
    }

    @Test
    void forgetsWrongLoginsThatAreLongAgo() {
        for (int i = 0; i < 9; i++) {
            wrong(client(1, "a" + i, Standing.STRANGER));
        }
        now = now.plus(Duration.ofMinutes(10));
        assertThat(wrong(client(1, "b", Standing.STRANGER))).isEmpty();
    }

    @Test
    void aRightLoginTakesBackTheSlipsOfItsClientAndOfNobodyElse() {
        for (int i = 0; i < 5; i++) {
            wrong(taro(1));
        }
        for (int i = 0; i < 4; i++) {
            wrong(client(1, "hanako@example.org", Standing.STRANGER));
        }
        assertThat(ledger.right(begin(taro(1)))).hasSize(6);
        assertThat(ledger.size()).isEqualTo(4);
        for (int i = 0; i < 5; i++) {
            assertThat(wrong(client(1, "jiro@example.org", Standing.STRANGER))).isEmpty();
        }
        assertThat(wrong(client(1, "jiro@example.org", Standing.STRANGER))).hasSize(1);
    }

    @Test
    void aStrangerAtAHeldOffAddressIsRefusedAndWhoIsKnownThereIsNot() {
        for (int i = 0; i < 10; i++) {
            wrong(taro(1));
        }
        assertThat(answer(client(1, "hanako@example.org", Standing.STRANGER))).isEqualTo(refused(GuessRefusal.ADDRESS));
        assertThat(answer(client(1, "hanako@example.org", Standing.KNOWN))).isEqualTo(SERVED);
    }

    @Test
    void whoIsKnownIsHeldOffForTheOwnGuessesAlone() {
        Guesser known = client(1, "taro@example.org", Standing.KNOWN);
        List<HoldOff> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            begun.addAll(wrong(known));
        }
        assertThat(begun).hasSize(1);
        assertThat(answer(known)).isEqualTo(refused(GuessRefusal.CLIENT));
        assertThat(answer(client(2, "taro@example.org", Standing.KNOWN))).isEqualTo(SERVED);
        assertThat(answer(client(1, "hanako@example.org", Standing.STRANGER))).isEqualTo(SERVED);
    }

    @Test
    void anAccountGuessedFromManyAddressesGivesStrangersTheirTurns() {
        wrong(taro(1));
        wrong(taro(2));
        assertThat(ledger.account(TARO, now).isGuarded()).isFalse();
        wrong(taro(3));
        assertThat(ledger.account(TARO, now).isGuarded()).isTrue();
        assertThat(answer(taro(4))).isEqualTo(refused(GuessRefusal.ACCOUNT));
        assertThat(answer(client(4, "taro@example.org", Standing.KNOWN))).isEqualTo(SERVED);
        assertThat(answer(client(4, "hanako@example.org", Standing.STRANGER))).isEqualTo(SERVED);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(answer(taro(4))).isEqualTo(new LoginDecision.Serve(LoginGate.SLOWED));
        ledger.wrong(ids - 1, LIMITS, now);
        assertThat(answer(taro(5))).isEqualTo(refused(GuessRefusal.ACCOUNT));
    }

    @Test
    void rightLoginsFromManyAddressesWaitForEachOtherAndNoneIsRefused() {
        wrong(taro(1));
        wrong(taro(2));
        long first = begin(taro(3));
        assertThat(answer(taro(4))).as("the third may prove wrong").isEqualTo(new LoginDecision.Wait());
        assertThat(answer(taro(5))).isEqualTo(new LoginDecision.Wait());
        ledger.right(first);
        long second = begin(taro(4));
        assertThat(answer(taro(5))).isEqualTo(new LoginDecision.Wait());
        ledger.right(second);
        begin(taro(5));
    }

    @Test
    void whoWaitsForAGuessThatProvesWrongIsRefused() {
        wrong(taro(1));
        wrong(taro(2));
        long third = begin(taro(3));
        assertThat(answer(taro(4))).isEqualTo(new LoginDecision.Wait());
        ledger.wrong(third, LIMITS, now);
        assertThat(answer(taro(4))).isEqualTo(refused(GuessRefusal.ACCOUNT));
    }

    @Test
    void ofOneAccountNoMoreAreUnderWayThanMayProveWrong() {
        FailedLoginLimits few =
                new FailedLoginLimits(3, 10, 100, 2, LIMITS.window(), LIMITS.holdOff(), LIMITS.exceptions());
        Guess first = new Guess(1, now, taro(1));
        Guess second = new Guess(2, now, taro(1));
        Guess third = new Guess(3, now, taro(1));
        assertThat(ledger.begin(first, false, few)).isEqualTo(SERVED);
        assertThat(ledger.begin(second, false, few)).isEqualTo(SERVED);
        assertThat(ledger.begin(third, false, few)).isEqualTo(new LoginDecision.Wait());
        ledger.wrong(first.id(), few, now);
        assertThat(ledger.begin(third, false, few)).isEqualTo(new LoginDecision.Wait());
        ledger.wrong(second.id(), few, now);
        assertThat(ledger.begin(third, false, few)).isEqualTo(refused(GuessRefusal.ACCOUNT));
    }

    @Test
    void aNetworkIsHeldOffButForAddressesThatSomebodyLoggedInFrom() {
        int address = 0;
        while (wrong(client(++address, "user" + address, Standing.STRANGER)).isEmpty()) {
            assertThat(address).isLessThan(100);
        }
        assertThat(address).isEqualTo(100);
        assertThat(answer(client(200, "x", Standing.STRANGER))).isEqualTo(refused(GuessRefusal.NETWORK));
        assertThat(answer(client(200, "x", Standing.NEIGHBOUR))).isEqualTo(SERVED);
    }

    @Test
    void whoIsBannedIsRefusedHoweverWellKnown() {
        Guess guess = new Guess(1, now, client(1, "taro@example.org", Standing.KNOWN));
        assertThat(ledger.begin(guess, true, LIMITS)).isEqualTo(refused(GuessRefusal.BANNED));
    }

    @Test
    void whatIsNotLookedAtDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            wrong(client(1, "a" + i, Standing.STRANGER));
        }
        int counted = ledger.size();
        answer(taro(1));
        assertThat(ledger.size()).isEqualTo(counted);
    }

    @Test
    void whatCannotBeCheckedDoesNotCount() {
        ledger.takeBack(begin(taro(1)));
        assertThat(ledger.size()).isZero();
    }

    @Test
    void forgetsTheOldestWhereThereAreTooMany() {
        GuessLedger small = new GuessLedger(3);
        for (int i = 0; i < 5; i++) {
            small.learn(new Guess(i, now, taro(i)));
        }
        assertThat(small.size()).isEqualTo(3);
    }

    @Test
    void whatOtherNodesSawCounts() {
        for (int i = 0; i < 9; i++) {
            ledger.learn(new Guess(ids++, now, client(1, "a" + i, Standing.STRANGER)));
        }
        assertThat(wrong(taro(1))).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(answer(taro(1))).isEqualTo(refused(GuessRefusal.ADDRESS));
        ledger.learn(new HoldOff(GuessSubject.address(taro(1).place()), now, 1));
        assertThat(answer(taro(1))).as("an operator has lifted it").isEqualTo(SERVED);
    }
}
