// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreNotifications;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StoreNotificationsTest {

    private final Semaphore heard = new Semaphore(0);

    @Test
    void anotherNodeHearsWhatIsSentAndTheSenderDoesNot() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database one = DatabaseOpener.open(place.settings());
                Database other = DatabaseOpener.open(place.settings())) {
            Semaphore ownEcho = new Semaphore(0);
            one.notifications().subscribe("topic-of-a-test", ownEcho::release);
            other.notifications().subscribe("topic-of-a-test", heard::release);
            awaitListening(ownEcho);
            awaitListening(heard);
            one.notifications().send("topic-of-a-test");
            assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            other.notifications().send("another-topic");
            other.notifications().send("topic-of-a-test");
            assertThat(ownEcho.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.tryAcquire()).isFalse();
        }
    }

    @Test
    void aListenerThatWasCutOffConnectsAnewAndIsTold() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database one = DatabaseOpener.open(place.settings());
                Database other = DatabaseOpener.open(place.settings())) {
            other.notifications().subscribe("topic-cut-off", heard::release);
            awaitListening(heard);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> one.<Boolean>write(
                            sql -> sql.exists("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE query IN ('LISTEN sekisho', 'SELECT 1') AND pid <> pg_backend_pid()")));
            awaitListening(heard);
            one.notifications().send("topic-cut-off");
            assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void onSqliteNothingIsHeard() {
        try (Engine.Place place = Engine.SQLITE.place();
                Database database = DatabaseOpener.open(place.settings())) {
            assertThat(database.notifications()).isSameAs(StoreNotifications.NONE);
        }
    }

    /** A listener is called when it is connected, because it may have missed something. */
    private static void awaitListening(Semaphore calls) throws InterruptedException {
        assertThat(calls.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
}
