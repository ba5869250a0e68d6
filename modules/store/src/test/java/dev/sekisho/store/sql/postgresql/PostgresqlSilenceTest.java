// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.sekisho.store.database.DatabaseInspector;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.CuttableConnection;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.spool.SpoolStatus;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A PostgreSQL server that is there no more and does not say so. Its tests mostly wait, so they run beside the others, one after the other. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("wires that are cut")
class PostgresqlSilenceTest {
    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)";
    private static final String SHORT = "&socketTimeout=2";

    private Engine.Place place;
    private CuttableConnection wire;

    @BeforeEach
    void lay() throws IOException {
        place = Engine.POSTGRESQL.place();
        wire = CuttableConnection.to((DatabaseSettings.Postgresql) place.settings());
    }

    @AfterEach
    void takeAway() {
        wire.close();
        place.close();
    }

    /** Every connection is in use when it happens. */
    @Test
    void holdsTheUnitsUpForTheTimeOutAndTheStoreServesAgain() throws Exception {
        try (Database database = DatabaseOpener.open(wire.settings(SHORT))) {
            NodeLease node = new NodeLease(
                    database,
                    new NodeLease.LeasedRows("nodes", "queue_mails", SpoolStatus.TAKEN, "1", "mails"),
                    NodeLease.LEASE);
            node.id();
            Semaphore begun = new Semaphore(0);
            CompletableFuture<Boolean> cut = new CompletableFuture<>();
            List<CompletableFuture<Integer>> units = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "cut" + i + ".example";
                units.add(database.submit(sql -> {
                    begun.release();
                    cut.join();
                    return sql.update(ADD, name);
                }));
            }
            assertThat(begun.tryAcquire(4, 30, TimeUnit.SECONDS)).isTrue();
            wire.cut();
            cut.complete(true);

            node.renew();

            assertThat(units)
                    .allSatisfy(unit -> assertThatThrownBy(unit::join)
                            .isInstanceOf(CompletionException.class)
                            .hasCauseInstanceOf(StoreUnavailableException.class));
            assertThat(database.<Integer>write(sql -> sql.update(ADD, "again.example")))
                    .isEqualTo(1);
            assertThat(names(database)).containsExactly("again.example");
        }
    }

    /** The driver's read time-out does not hold for writing, and keep-alive sees a host that lives. */
    @Test
    void holdsUpNoUnitThatHasMuchToSay() {
        try (Database database = DatabaseOpener.open(wire.settings(SHORT))) {
            byte[] much = new byte[32 << 20];

            assertThatThrownBy(() -> database.write(sql -> {
                        wire.cut();
                        return sql.update("INSERT INTO bodies (size, head) VALUES (1, ?)", (Object) much);
                    }))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void atACommitLeavesNoDoubtAboutItsEndAndTheUnitIsNotRunAgain() {
        try (Database database = DatabaseOpener.open(wire.settings(SHORT))) {
            AtomicInteger runs = new AtomicInteger();

            int added = database.write(sql -> {
                runs.incrementAndGet();
                wire.loseTheAnswerToCommit();
                return sql.update(ADD, "lost-answer.example");
            });

            assertThat(added).isEqualTo(1);
            assertThat(runs).hasValue(1);
            assertThat(names(database)).containsExactly("lost-answer.example");
        }
    }

    @Test
    void beforeACommitUndoesTheUnit() {
        try (Database database = DatabaseOpener.open(wire.settings(SHORT))) {
            assertThatThrownBy(() -> database.write(sql -> {
                        int added = sql.update(ADD, "lost-answer.example");
                        wire.loseAnswers();
                        return added;
                    }))
                    .isInstanceOf(StoreUnavailableException.class);

            assertThat(names(database)).isEmpty();
        }
    }

    @Test
    void isFoundOutByWhoListensForSignals() throws Exception {
        try (Database other = DatabaseOpener.open(place.settings());
                Database database = DatabaseOpener.open(wire.settings(SHORT))) {
            Semaphore heard = new Semaphore(0);
            database.notifications().subscribe("topic-cut", heard::release);
            assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            wire.cut();
            assertThat(heard.tryAcquire(60, TimeUnit.SECONDS))
                    .as("connected anew")
                    .isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                other.notifications().send("topic-cut");
                return heard.tryAcquire(1, TimeUnit.SECONDS);
            });
        }
    }

    @Test
    void atTheBeginningRefusesTheStart() {
        wire.cutFromTheFirst();

        assertThatThrownBy(() -> DatabaseOpener.open(wire.settings("&loginTimeout=1")))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("check that the server runs");
        assertThatThrownBy(() -> DatabaseInspector.look(wire.settings("&loginTimeout=1"), (sql, missing) -> missing))
                .isInstanceOf(StoreRefusedException.class);
    }

    @Test
    void isWaitedForByWhatMayTakeMinutes() {
        try (Database database = DatabaseOpener.open(wire.settings("&socketTimeout=1"))) {
            String slow = "SELECT 7 FROM pg_sleep(2.5)";

            assertThatThrownBy(() -> database.write(sql -> sql.number(slow)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(database.<Long>writePatiently(sql -> sql.number(slow))).isEqualTo(7);
            assertThat(database.<Long>readPatiently(sql -> sql.number(slow))).isEqualTo(7);
            assertThatThrownBy(() -> database.read(sql -> sql.number(slow)))
                    .as("the timeout ends with the unit")
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void isWaitedForForHalfAMinuteUnlessTheUrlSaysElse() throws Exception {
        assertThat(millis(wire.settings(""))).isEqualTo(30_000);
        assertThat(millis(wire.settings("&socketTimeout=7"))).isEqualTo(7_000);
    }

    private static int millis(DatabaseSettings.Postgresql settings) throws Exception {
        try (HikariDataSource pool = PostgresqlConnector.pool(settings, "test", 1, true);
                Connection connection = pool.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }

    private static List<String> names(Database database) {
        return database.read(sql -> sql.query("SELECT name FROM domains", row -> row.text(1)));
    }
}
