// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.UnitOfWork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a PostgreSQL server does by itself, and what is made of it. */
class PostgresqlDatabaseTest {
    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)";
    private static final String COUNT = "UPDATE domains SET added = added + 1 WHERE name = ?";

    private final Engine.Place place = Engine.POSTGRESQL.place();

    @AfterEach
    void takeAway() {
        place.close();
    }

    @Test
    void aServerThatDoesNotWaitForItsDiskAtACommitIsRefused() {
        assertThatThrownBy(() -> DatabaseOpener.open(with("&options=-c%20synchronous_commit%3Doff")))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("found the server's settings synchronous_commit off, expected on");
    }

    @Test
    void aDeadlockIsRunAgain() {
        try (Database database = DatabaseOpener.open(place.settings())) {
            database.write(sql -> sql.update(ADD, "a") + sql.update(ADD, "b"));
            CountDownLatch bothHaveOne = new CountDownLatch(2);
            AtomicInteger runs = new AtomicInteger();
            CompletableFuture<Integer> one = database.submit(crossing("a", "b", bothHaveOne, runs));
            CompletableFuture<Integer> other = database.submit(crossing("b", "a", bothHaveOne, runs));

            assertThat(one.join() + other.join()).isEqualTo(4);

            assertThat(runs).as("the server has ended one of them, or both").hasValueGreaterThan(2);
            assertThat(database.<Long>read(sql -> sql.number("SELECT SUM(added) FROM domains")))
                    .isEqualTo(4);
        }
    }

    private static UnitOfWork<Integer> crossing(
            String first, String then, CountDownLatch bothHaveOne, AtomicInteger runs) {
        return sql -> {
            runs.incrementAndGet();
            int counted = sql.update(COUNT, first);
            bothHaveOne.countDown();
            awaitQuietly(bothHaveOne);
            return counted + sql.update(COUNT, then);
        };
    }

    @Test
    void aTransactionWhoseNodeSaysNothingIsEndedAndHasNoEffect() {
        try (Database database = DatabaseOpener.open(place.settings())) {
            assertThatThrownBy(() -> database.write(sql -> {
                        sql.update(ADD, "hanging.example");
                        long self = sql.number("SELECT pg_backend_pid()");
                        await().atMost(Duration.ofSeconds(20))
                                .until(() -> !database.<Boolean>read(
                                        other -> other.exists("SELECT 1 FROM pg_stat_activity WHERE pid = ?", self)));
                        return sql.update(ADD, "too-late.example");
                    }))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("this node said nothing for too long");
            assertThat(database.<Boolean>read(sql -> sql.exists("SELECT 1 FROM domains")))
                    .isFalse();
        }
    }

    private DatabaseSettings.Postgresql with(String parameters) {
        DatabaseSettings.Postgresql plain = (DatabaseSettings.Postgresql) place.settings();
        return new DatabaseSettings.Postgresql(
                plain.url() + parameters, plain.user(), plain.password(), plain.connections(), plain.connectionWait());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
