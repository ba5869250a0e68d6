// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.store.Store;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.sending.LimitNews;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.SentCount;
import dev.sekisho.store.sending.UserLimits;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** Two nodes on one store. */
class SendingGuardTest {
    private static final SendingLimits LIMITS = new SendingLimits(40, 60);
    private static final String TARO = "taro@example.org";
    private static final String HANAKO = "hanako@example.org";

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final List<String> notices = new ArrayList<>();

    @TempDir
    Path folder;

    private Store store;
    private SendingGuard one;
    private SendingGuard two;

    @BeforeEach
    void open() {
        store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")));
        one = node();
        two = node();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SendingGuard node() {
        SendingGuard guard = new SendingGuard(
                store.sending(),
                (user, limit, sent) -> notices.add(user + " " + sent.within(limit.period(), clock.instant())),
                clock);
        guard.exchange();
        return guard;
    }

    /** How many of so many recipients a node accepts, each in a message of its own. */
    private static int sends(SendingGuard node, String user, int recipients) {
        int accepted = 0;
        for (int i = 0; i < recipients; i++) {
            accepted += node.begin(user, LIMITS).count().isEmpty() ? 1 : 0;
        }
        return accepted;
    }

    @Test
    void anAccountIsStoppedAtItsLimitAndAnotherIsNot() {
        assertThat(sends(one, TARO, 500)).isEqualTo(40);
        assertThat(sends(one, HANAKO, 30)).isEqualTo(30);
    }

    @Test
    void whatIsGivenBackCanBeSentAgain() {
        sends(one, TARO, 35);
        RecipientReservation reset = one.begin(TARO, LIMITS);
        for (int i = 0; i < 5; i++) {
            assertThat(reset.count()).isEmpty();
        }
        assertThat(reset.count()).isPresent();
        reset.giveBack();
        reset.giveBack();
        assertThat(sends(one, TARO, 10)).isEqualTo(5);
    }

    @Test
    void aRecipientThatIsCountedAfterTheEndOfItsTransactionCountsNot() {
        RecipientReservation closed = one.begin(TARO, LIMITS);
        closed.giveBack();
        closed.count();
        assertThat(sends(one, TARO, 50)).isEqualTo(40);
    }

    @Test
    void manyConnectionsAtOnceGetTogetherWhatOneGets() throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(45);
        try {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < 45; i++) {
                SendingGuard node = i % 2 == 0 ? one : two;
                senders.add(() -> sends(node, TARO, 100));
            }
            int accepted = 0;
            for (Future<Integer> each : connections.invokeAll(senders)) {
                accepted += each.get();
            }
            assertThat(accepted).isBetween(40, 40 + LIMITS.unshared());
        } finally {
            connections.shutdownNow();
        }
    }

    @Test
    void anotherNodeExceedsTheLimitByAFewAtMost() {
        assertThat(sends(one, TARO, 39)).isEqualTo(39);
        assertThat(sends(two, TARO, 500)).isLessThanOrEqualTo(1 + LIMITS.unshared());
        one.exchange();
        two.exchange();
        assertThat(sends(one, TARO, 500)).isZero();
        assertThat(sends(two, TARO, 500)).isZero();
    }

    @Test
    void aRestartForgetsNothing() {
        sends(one, TARO, 35);
        one.write();
        assertThat(sends(node(), TARO, 100)).isEqualTo(5);
    }

    @Test
    void anHourLaterTheAccountGoesOnUntilTheDayIsFull() {
        sends(one, TARO, 100);
        clock.add(Duration.ofMinutes(65));
        assertThat(sends(one, TARO, 100)).isEqualTo(20);
        clock.add(Duration.ofMinutes(65));
        assertThat(one.begin(TARO, LIMITS).count())
                .contains(new ReachedLimit(SendingPeriod.DAY, 60, Instant.parse("2026-01-02T00:05:00Z")));
        clock.setInstant(Instant.parse("2026-01-02T00:05:00Z"));
        one.exchange();
        assertThat(sends(one, TARO, 100)).isEqualTo(40);
    }

    @Test
    void aUserWithLimitsOfTheirOwnHasTheseOnEveryNode() {
        store.sending().limit(new UserLimits(TARO, Optional.of(new SendingLimits(3, 5))), clock.instant());
        one.exchange();
        assertThat(sends(one, TARO, 10)).isEqualTo(3);
        clock.add(Duration.ofSeconds(1));
        store.sending().limit(new UserLimits(TARO, Optional.empty()), clock.instant());
        one.exchange();
        assertThat(sends(one, TARO, 100)).isEqualTo(37);
    }

    @Test
    void theLimitIsToldOnceInTheLogAndToThePostmaster() throws Exception {
        try (LoggedEvents log = new LoggedEvents()) {
            sends(one, TARO, 100);
            one.exchange();
            two.exchange();
            sends(two, TARO, 100);
            assertThat(log.all(LogEvent.USER_LIMIT)).hasSize(1);
            assertThat(log.first(LogEvent.USER_LIMIT).toString())
                    .isEqualTo(
                            "event=user-limit user=taro@example.org period=hour limit=40 until=2026-01-01T01:05:00Z");
        }
        assertThat(notices).containsExactly(TARO + " 40");
    }

    @Test
    void whatTheStoreDoesNotTakeIsCountedAllTheSameAndWrittenLater() {
        FailingMemory memory = new FailingMemory(store.sending());
        SendingGuard guard = new SendingGuard(memory, PostmasterNotice.NONE, clock);
        assertThat(sends(guard, TARO, LIMITS.unshared())).isEqualTo(LIMITS.unshared());
        memory.fails = true;
        assertThatThrownBy(() -> guard.begin(TARO, LIMITS).count()).hasMessage("the store is away");
        memory.fails = false;
        assertThat(sends(guard, TARO, 100)).isEqualTo(40 - LIMITS.unshared());
        guard.write();
        assertThat(store.sending().sent(TARO).within(SendingPeriod.HOUR, clock.instant()))
                .isEqualTo(40);
    }

    private static final class FailingMemory implements SendingMemory {
        private final SendingMemory stored;
        boolean fails;

        FailingMemory(SendingStore store) {
            this.stored = new StoredSending(store);
        }

        @Override
        public void add(Collection<SentCount> changes, Instant now) {
            if (fails) {
                throw new IllegalStateException("the store is away");
            }
            stored.add(changes, now);
        }

        @Override
        public SendingStore.Changes changes(Instant since) {
            return stored.changes(since);
        }

        @Override
        public LimitNews reached(String user, ReachedLimit limit, Instant now) {
            return stored.reached(user, limit, now);
        }

        @Override
        public void trim(Instant now) {
            stored.trim(now);
        }
    }
}
