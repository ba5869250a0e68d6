// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendingStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long STEP = SentRecipients.stepOf(NOW);
    private static final String TARO = "taro@example.org";
    private static final String HANAKO = "hanako@example.org";

    private interface Scene {
        void play(Store store, SendingStore sending) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            scene.play(store, store.sending());
        }
    }

    private static ReachedLimit hour(Instant until) {
        return new ReachedLimit(SendingPeriod.HOUR, 200, until);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatNodesCountIsAddedUp(Engine engine) throws Exception {
        on(engine, (store, sending) -> {
            sending.add(List.of(new SentCount(TARO, STEP, 5), new SentCount(HANAKO, STEP, 1)), NOW);
            sending.add(List.of(new SentCount(TARO, STEP, 7), new SentCount(TARO, STEP + 1, 2)), NOW.plusSeconds(5));
            sending.add(List.of(new SentCount(TARO, STEP, -4)), NOW.plusSeconds(5));
            assertThat(sending.changes(NOW).sent())
                    .containsExactlyInAnyOrder(
                            new SentCount(TARO, STEP, 8),
                            new SentCount(TARO, STEP + 1, 2),
                            new SentCount(HANAKO, STEP, 1));
            assertThat(sending.changes(NOW.plusSeconds(1)).sent())
                    .extracting(SentCount::user)
                    .containsOnly(TARO);
            assertThat(sending.sent(TARO).within(SendingPeriod.HOUR, NOW)).isEqualTo(10);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsOlderThanADayGoes(Engine engine) throws Exception {
        on(engine, (store, sending) -> {
            sending.add(List.of(new SentCount(TARO, STEP, 5)), NOW);
            sending.reached(TARO, hour(NOW.plusSeconds(3_600)), NOW);
            sending.trim(NOW.plus(Duration.ofHours(24)));
            assertThat(sending.changes(Instant.EPOCH).sent()).hasSize(1);
            sending.trim(NOW.plus(SentRecipients.KEPT).plusSeconds(3_601));
            assertThat(sending.changes(Instant.EPOCH).sent()).isEmpty();
            long rows = store.database().read(sql -> sql.number("SELECT COUNT(*) FROM reached_limits"));
            assertThat(rows).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void limitsOfAUserAreToldToTheNodesAndSoIsThatThereAreNoneAnyMore(Engine engine) throws Exception {
        on(engine, (store, sending) -> {
            SendingLimits limits = new SendingLimits(5, 10);
            sending.limit(new UserLimits(TARO, Optional.of(limits)), NOW);
            assertThat(sending.limits(TARO)).contains(limits);
            assertThat(sending.limits()).isEqualTo(Map.of(TARO, limits));
            assertThat(sending.changes(NOW).limits()).containsExactly(new UserLimits(TARO, Optional.of(limits)));
            sending.limit(new UserLimits(TARO, Optional.empty()), NOW.plusSeconds(1));
            assertThat(sending.limits(TARO)).isEmpty();
            assertThat(sending.limits()).isEmpty();
            assertThat(sending.changes(NOW.plusSeconds(1)).limits())
                    .containsExactly(new UserLimits(TARO, Optional.empty()));
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLimitIsNewOnceInItsPeriodAndThePostmasterIsToldOnceADay(Engine engine) throws Exception {
        on(engine, (store, sending) -> {
            Instant until = NOW.plusSeconds(3_900);
            assertThat(sending.reached(TARO, hour(until), NOW)).isEqualTo(new LimitNews(true, true));
            assertThat(sending.reached(TARO, hour(until.plusSeconds(300)), NOW.plusSeconds(600)))
                    .isEqualTo(new LimitNews(false, false));
            assertThat(sending.atLimit(NOW.plusSeconds(700)))
                    .containsExactly(new UserAtLimit(TARO, SendingPeriod.HOUR, 200, NOW, until.plusSeconds(300)));
            Instant later = NOW.plusSeconds(4_200);
            assertThat(sending.atLimit(later)).isEmpty();
            assertThat(sending.reached(TARO, hour(later.plusSeconds(3_900)), later))
                    .isEqualTo(new LimitNews(true, false));
            ReachedLimit day = new ReachedLimit(SendingPeriod.DAY, 1_000, later.plusSeconds(80_000));
            assertThat(sending.reached(TARO, day, later)).isEqualTo(new LimitNews(true, false));
            assertThat(sending.reached(HANAKO, day, later)).isEqualTo(new LimitNews(true, true));
            Instant tomorrow = NOW.plus(Duration.ofDays(1));
            assertThat(sending.reached(TARO, hour(tomorrow.plusSeconds(3_900)), tomorrow))
                    .isEqualTo(new LimitNews(true, true));
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoGetsTheNameOfARemovedUserBeginsAnew(Engine engine) throws Exception {
        on(engine, (store, sending) -> {
            store.domains().add(Domain.of("example.org"));
            store.users().add(Username.of(TARO), "correct horse battery staple");
            sending.add(List.of(new SentCount(TARO, STEP, 5)), NOW);
            sending.limit(new UserLimits(TARO, Optional.of(new SendingLimits(5, 10))), NOW);
            sending.reached(TARO, hour(NOW.plusSeconds(3_900)), NOW);
            store.users().remove(Username.of(TARO));
            assertThat(sending.sent(TARO).within(SendingPeriod.DAY, NOW)).isZero();
            assertThat(sending.limits(TARO)).isEmpty();
            assertThat(sending.atLimit(NOW)).isEmpty();
            assertThat(sending.changes(NOW.plusSeconds(1)).limits())
                    .containsExactly(new UserLimits(TARO, Optional.empty()));
        });
    }
}
