// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PeerStanding;
import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.Work;
import dev.sekisho.store.users.Passwords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.threeten.extra.MutableClock;

class LivePinsTest {
    private static final Author ANNA = new Author("anna", "");
    private static final Pin KEY = Pin.ofSpki(new byte[] {1});
    private static final PinnedPeer NEXT = PinnedPeer.of("branch", KEY, PinState.NEXT);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    private final AtomicLong nanos = new AtomicLong(1);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAnotherProcessChangesIsSeenWithinASecond(Engine engine) {
        try (Engine.Place place = engine.place();
                Store server = Store.open(place.settings(), new Passwords(10));
                Store commandLine = Store.open(place.settings(), new Passwords(10));
                LivePins live = LivePins.of(server.pins(), "node", Clock.systemUTC())) {
            assertThat(judge(live)).isEqualTo(PeerStanding.UNKNOWN_KEY);
            long begun = System.nanoTime();
            commandLine.pins().add(NEXT, "", false, ANNA);
            await(() -> judge(live).pinned());
            commandLine.pins().revoke(KEY, ANNA);
            await(() -> judge(live).equals(PeerStanding.REFUSED_PIN));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aStoreThatCannotBeReadLetsNobodyInAndRefusesNobodyForGood() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new Passwords(10))) {
            store.pins().add(NEXT, "", false, ANNA);
            Breakable breakable = new Breakable(store.database());
            try (LivePins live =
                    new LivePins(new Pins(breakable, Clock.systemUTC()), "node", Clock.systemUTC(), nanos::get)) {
                assertThat(judge(live)).as("before anything was read").isEqualTo(PeerStanding.PINS_UNREADABLE);
                live.refresh();
                assertThat(judge(live).pinned()).isTrue();
                breakable.broken = true;
                nanos.addAndGet(Duration.ofMillis(LivePins.STALE_MILLIS).toNanos());
                live.refresh();
                assertThat(judge(live).pinned()).as("an answer of a moment ago").isTrue();
                nanos.incrementAndGet();
                assertThat(judge(live)).isEqualTo(PeerStanding.PINS_UNREADABLE);
                breakable.broken = false;
                live.refresh();
                assertThat(judge(live).pinned()).isTrue();
            }
        }
    }

    @Test
    void aNextPinThatIsSeenIsActiveWithoutACommand() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new Passwords(10));
                LivePins live = LivePins.of(store.pins(), "node", Clock.systemUTC())) {
            store.pins().add(NEXT, "", false, ANNA);
            live.refresh();
            live.seen(live.get().find(KEY).orElseThrow());
            await(() -> live.get().find(KEY).orElseThrow().state() == PinState.ACTIVE);
            assertThat(store.pins().history(KEY.toString()))
                    .extracting(PinEvent::who)
                    .containsExactly("anna", "node");
        }
    }

    @Test
    void theTimeAKeyWasSeenIsWrittenOncePerHour() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new Passwords(10))) {
            PinnedPeer active = PinnedPeer.of("branch", KEY, PinState.ACTIVE);
            store.pins().add(active, "", false, ANNA);
            Breakable counted = new Breakable(store.database());
            Instant start = Instant.parse("2026-03-31T12:00:00Z");
            MutableClock clock = MutableClock.of(start, ZoneOffset.UTC);
            try (LivePins live = new LivePins(new Pins(counted, clock), "node", clock, nanos::get)) {
                live.seen(active);
                live.seen(active);
                clock.setInstant(start.plus(Duration.ofMinutes(59)));
                live.seen(active);
                assertThat(counted.submitted).isEqualTo(1);
                clock.setInstant(start.plus(Duration.ofMinutes(61)));
                live.seen(active);
                assertThat(counted.submitted).isEqualTo(2);
            }
        }
    }

    private static PeerStanding judge(LivePins live) {
        return live.get().judge(Optional.of(KEY), TODAY);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A database that can be made to fail, and counts what is handed in. */
    private static final class Breakable extends WrappedDatabase {
        private volatile boolean broken;
        private int submitted;

        Breakable(Database database) {
            super(database);
        }

        @Override
        public <T> T read(Work<T> work) {
            if (broken) {
                throw new StoreUnavailableException("broken by the test", null);
            }
            return super.read(work);
        }

        @Override
        public <T> CompletableFuture<T> submit(Work<T> work) {
            submitted++;
            return super.submit(work);
        }
    }
}
