// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.Ban;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.login.LoginDecision;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.store.Store;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.sql.DatabaseSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** Two nodes on one store. */
class SharedGuessGuardTest {
    private static final FailedLoginLimits LIMITS = FailedLoginLimits.DEFAULT;
    private static final String TARO = "taro@example.org";

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Store store;
    private SharedGuessGuard one;
    private SharedGuessGuard two;

    @BeforeEach
    void open() {
        store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")));
        one = new SharedGuessGuard(store, clock);
        two = new SharedGuessGuard(store, clock);
        exchange();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void exchange() {
        one.exchange();
        two.exchange();
    }

    private static InetAddress address(int last) throws Exception {
        return InetAddress.getByName("192.0.2." + last);
    }

    private static LoginDecision wrong(SharedGuessGuard node, int address, String name) throws Exception {
        GuessAttempt attempt = node.begin(address(address), name, LIMITS);
        if (attempt.decision() instanceof LoginDecision.Serve) {
            attempt.wrong(Optional.of(name));
        }
        return attempt.decision();
    }

    private static void right(SharedGuessGuard node, int address, String name) throws Exception {
        GuessAttempt attempt = node.begin(address(address), name, LIMITS);
        assertThat(attempt.decision()).isInstanceOf(LoginDecision.Serve.class);
        attempt.right(name);
    }

    private static LoginDecision refused(GuessRefusal why) {
        return new LoginDecision.Refuse(why);
    }

    @Test
    void whatOneNodeHoldsOffTheOtherDoes() throws Exception {
        for (int i = 0; i < 10; i++) {
            wrong(one, 1, TARO);
        }
        assertThat(wrong(two, 1, TARO)).isInstanceOf(LoginDecision.Serve.class);
        exchange();
        assertThat(wrong(two, 1, TARO)).isEqualTo(refused(GuessRefusal.ADDRESS));
        assertThat(two.refusal(address(1), LIMITS)).contains(GuessRefusal.ADDRESS);
        assertThat(two.refusal(address(2), LIMITS)).isEmpty();
    }

    @Test
    void guessesOfBothNodesCountTogether() throws Exception {
        for (int i = 0; i < 5; i++) {
            wrong(one, 1, TARO);
            wrong(two, 1, TARO);
        }
        exchange();
        exchange();
        assertThat(wrong(one, 1, TARO)).isEqualTo(refused(GuessRefusal.ADDRESS));
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            wrong(one, 1, TARO);
        }
        one.write();
        SharedGuessGuard anew = new SharedGuessGuard(store, clock);
        anew.exchange();
        assertThat(wrong(anew, 1, TARO)).isEqualTo(refused(GuessRefusal.ADDRESS));
        clock.add(Duration.ofMinutes(15));
        assertThat(wrong(anew, 1, TARO)).isInstanceOf(LoginDecision.Serve.class);
    }

    @Test
    void whoIsKnownToAnAccountGoesOnWhateverOthersGuess() throws Exception {
        right(one, 1, TARO);
        exchange();
        for (int i = 0; i < 20; i++) {
            wrong(two, 1, "hanako@example.org");
            wrong(two, 2 + i, TARO);
        }
        assertThat(wrong(two, 1, "jiro@example.org")).isEqualTo(refused(GuessRefusal.ADDRESS));
        assertThat(wrong(two, 99, TARO)).isEqualTo(refused(GuessRefusal.ACCOUNT));
        assertThat(two.refusal(address(1), LIMITS))
                .as("it depends on the account")
                .isEmpty();
        right(two, 1, TARO);
    }

    @Test
    void aRightLoginTakesBackWhatOtherNodesWereTold() throws Exception {
        for (int i = 0; i < 9; i++) {
            wrong(one, 1, TARO);
        }
        exchange();
        right(one, 1, TARO);
        clock.add(Duration.ofSeconds(1));
        exchange();
        for (int i = 0; i < 9; i++) {
            assertThat(wrong(two, 1, "hanako@example.org")).isInstanceOf(LoginDecision.Serve.class);
        }
        assertThat(two.refusal(address(1), LIMITS)).isEmpty();
    }

    @Test
    void anExceptionHoldsNobodyOffButTheOneAccount() throws Exception {
        FailedLoginLimits limits = LIMITS.withExceptions(List.of(
                CidrNetwork.of(address(0).getAddress(), 24, "192.0.2.0/24").orElseThrow()));
        for (int i = 0; i < 10; i++) {
            GuessAttempt attempt = one.begin(address(1), TARO, limits);
            attempt.wrong(Optional.empty());
            one.failed(address(1), limits);
        }
        assertThat(one.begin(address(1), TARO, limits).decision()).isEqualTo(refused(GuessRefusal.CLIENT));
        assertThat(one.begin(address(1), "hanako@example.org", limits).decision())
                .isInstanceOf(LoginDecision.Serve.class);
    }

    @Test
    void bansAreHeededWithinASecondUntilTheyAreRemoved() throws Exception {
        CidrNetwork network =
                CidrNetwork.of(address(0).getAddress(), 24, "192.0.2.0/24").orElseThrow();
        right(one, 1, TARO);
        store.bans().add(new Ban(network, clock.instant(), Optional.empty(), true, "hana", "guesses"));
        exchange();
        assertThat(one.refusal(address(1), LIMITS)).contains(GuessRefusal.BANNED);
        assertThat(two.refusesConnections(address(1))).isTrue();
        assertThat(wrong(one, 1, TARO)).isEqualTo(refused(GuessRefusal.BANNED));
        store.bans().remove(network);
        exchange();
        right(one, 1, TARO);
    }

    @Test
    void anOperatorLiftsAHoldOff() throws Exception {
        for (int i = 0; i < 10; i++) {
            wrong(one, 1, TARO);
        }
        exchange();
        clock.add(Duration.ofSeconds(5));
        store.guesses().lift("192.0.2.1", clock.instant());
        exchange();
        assertThat(wrong(one, 1, TARO)).isInstanceOf(LoginDecision.Serve.class);
        assertThat(wrong(two, 1, TARO)).isInstanceOf(LoginDecision.Serve.class);
    }

    @Test
    void theLogHasALineForEachHoldOffAndForAnAccountThatIsGuessed() throws Exception {
        try (LoggedEvents logged = new LoggedEvents()) {
            for (int i = 0; i < 10; i++) {
                wrong(one, 1, "a" + i);
            }
            for (int i = 2; i < 5; i++) {
                wrong(one, i, TARO);
            }
            assertThat(logged.all(LogEvent.LOGIN_HOLD_OFF)).hasSize(2);
            assertThat(of(logged.all(LogEvent.LOGIN_HOLD_OFF).get(0), LogKey.NETWORK))
                    .isEqualTo("192.0.2.1");
            assertThat(of(logged.all(LogEvent.LOGIN_HOLD_OFF).get(0), LogKey.UNTIL))
                    .isEqualTo("2026-01-01T00:15:00Z");
            assertThat(of(logged.all(LogEvent.LOGIN_HOLD_OFF).get(1), LogKey.SCOPE))
                    .isEqualTo("account");
            assertThat(of(logged.all(LogEvent.LOGIN_HOLD_OFF).get(1), LogKey.USER))
                    .isEqualTo(TARO);
        }
    }

    @Test
    void ipv6ClientsCountByTheirSlash64() throws Exception {
        assertThat(ClientPlaces.of(InetAddress.getByName("2001:db8:1:2:3:4:5:6"))
                        .address())
                .isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(ClientPlaces.of(InetAddress.getByName("2001:db8:1:2:3:4:5:6"))
                        .network())
                .isEqualTo("2001:db8:1:0:0:0:0:0/48");
        assertThat(ClientPlaces.of(address(9)).network()).isEqualTo("192.0.2.0/24");
    }
}
