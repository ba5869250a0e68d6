// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.UnitOfWork;
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

class PinBookCacheTest {
    private static final ChangeAuthor ANNA = new ChangeAuthor("anna", "");
    private static final Pin KEY = Pin.ofSpki(new byte[] {1});
    private static final PinnedPeer NEXT = PinnedPeer.of("branch", KEY, PinState.NEXT);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    private final AtomicLong nanos = new AtomicLong(1);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAnotherProcessChangesIsSeenWithinASecond(Engine engine) {
        try (Engine.Place place = engine.place();
                Store server = Store.open(place.settings(), new PasswordHasher(10));
                Store commandLine = Store.open(place.settings(), new PasswordHasher(10));
                PinBookCache live = PinBookCache.of(server.pins(), "node", Clock.systemUTC())) {
            assertThat(statusOf(live)).isEqualTo(ClientPinStatus.UNKNOWN_KEY);
            long begun = System.nanoTime();
            commandLine.pins().add(NEXT, "", false, ANNA);
            await(() -> statusOf(live).pinned());
            commandLine.pins().revoke(KEY, ANNA);
            await(() -> statusOf(live).equals(ClientPinStatus.REFUSED_PIN));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void aStoreThatCannotBeReadLetsNobodyInAndRefusesNobodyForGood() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new PasswordHasher(10))) {
            store.pins().add(NEXT, "", false, ANNA);
            Breakable breakable = new Breakable(store.database());
            try (PinBookCache live = new PinBookCache(
                    new PinStore(breakable, Clock.systemUTC()), "node", Clock.systemUTC(), nanos::get)) {
                assertThat(statusOf(live)).as("before anything was read").isEqualTo(ClientPinStatus.PINS_UNREADABLE);
                live.refresh();
                assertThat(statusOf(live).pinned()).isTrue();
                breakable.broken = true;
                nanos.addAndGet(Duration.ofMillis(PinBookCache.STALE_MILLIS).toNanos());
                live.refresh();
                assertThat(statusOf(live).pinned())
                        .as("an answer of a moment ago")
                        .isTrue();
                nanos.incrementAndGet();
                assertThat(statusOf(live)).isEqualTo(ClientPinStatus.PINS_UNREADABLE);
                breakable.broken = false;
                live.refresh();
                assertThat(statusOf(live).pinned()).isTrue();
            }
        }
    }

    @Test
    void aNextPinThatIsSeenIsActiveWithoutACommand() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new PasswordHasher(10));
                PinBookCache live = PinBookCache.of(store.pins(), "node", Clock.systemUTC())) {
            store.pins().add(NEXT, "", false, ANNA);
            live.refresh();
            live.seen(live.get().find(KEY).orElseThrow());
            await(() -> live.get().find(KEY).orElseThrow().state() == PinState.ACTIVE);
            assertThat(store.pins().history(KEY.toString()))
                    .extracting(PinHistoryEntry::who)
                    .containsExactly("anna", "node");
        }
    }

    @Test
    void theTimeAKeyWasSeenIsWrittenOncePerHour() {
        try (Engine.Place place = Engine.SQLITE.place();
                Store store = Store.open(place.settings(), new PasswordHasher(10))) {
            PinnedPeer active = PinnedPeer.of("branch", KEY, PinState.ACTIVE);
            store.pins().add(active, "", false, ANNA);
            Breakable counted = new Breakable(store.database());
            Instant start = Instant.parse("2026-03-31T12:00:00Z");
            MutableClock clock = MutableClock.of(start, ZoneOffset.UTC);
            try (PinBookCache live = new PinBookCache(new PinStore(counted, clock), "node", clock, nanos::get)) {
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

    private static ClientPinStatus statusOf(PinBookCache live) {
        return live.get().statusOf(Optional.of(KEY), TODAY);
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
        public <T> T read(UnitOfWork<T> work) {
            if (broken) {
                throw new StoreUnavailableException("broken by the test", null);
            }
            return super.read(work);
        }

        @Override
        public <T> CompletableFuture<T> submit(UnitOfWork<T> work) {
            submitted++;
            return super.submit(work);
        }
    }
}
