// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.schema.SchemaMigrations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {

    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, ?, ?)";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasWrittenIsThereAfterReopening(Engine engine) {
        try (Engine.Place place = engine.place()) {
            try (Database database = DatabaseOpener.open(place.settings())) {
                database.write(sql -> sql.update(ADD, "example.org", true, Instant.ofEpochMilli(7)));
            }
            try (Database database = DatabaseOpener.open(place.settings())) {
                List<Instant> added = database.read(
                        sql -> sql.query("SELECT added FROM domains WHERE is_default", row -> row.instant(1)));
                assertThat(added).containsExactly(Instant.ofEpochMilli(7));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUnitThatThrowsHasNoEffect(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            assertThatThrownBy(() -> database.write(sql -> {
                        sql.update(ADD, "example.org", false, 1L);
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(names(database)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneFailingUnitOfAGroupHarmsNoOther(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            List<CompletableFuture<Integer>> units = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String name = i % 10 == 3 ? "same.example" : "d" + i + ".example";
                units.add(database.submit(sql -> sql.update(ADD, name, false, 1L)));
            }
            long failed = units.stream().filter(DatabaseTest::failsWithConflict).count();
            assertThat(failed).isEqualTo(19);
            assertThat(names(database)).hasSize(181);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAFailingUnitOfAGroupHadDoneIsUndone(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            database.write(sql -> sql.update(ADD, "same.example", false, 1L));
            List<CompletableFuture<Integer>> units = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String first = "d" + i + ".example";
                String then = i % 10 == 3 ? "same.example" : "e" + i + ".example";
                units.add(database.submit(sql -> sql.update(ADD, first, false, 1L) + sql.update(ADD, then, false, 1L)));
            }
            long failed = units.stream().filter(DatabaseTest::failsWithConflict).count();
            assertThat(failed).isEqualTo(20);
            assertThat(names(database)).hasSize(1 + 2 * 180);
        }
    }

    private static boolean failsWithConflict(CompletableFuture<Integer> unit) {
        try {
            unit.join();
            return false;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreConflictException.class);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void concurrentWritersLoseNoUpdate(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            database.write(sql -> sql.update(ADD, "counter", false, 0L));
            IntStream.range(0, 400)
                    .parallel()
                    .forEach(i -> database.write(sql -> sql.update("UPDATE domains SET added = added + 1")));
            assertThat(database.<Long>read(sql -> sql.number("SELECT added FROM domains")))
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void twoProgramsOnTheSameDatabaseSeeEachOthersChangesAtOnce(Engine engine) {
        try (Engine.Place place = engine.place();
                Database one = DatabaseOpener.open(place.settings());
                Database other = DatabaseOpener.open(place.settings())) {
            for (int i = 0; i < 20; i++) {
                String name = "d" + i;
                (i % 2 == 0 ? one : other).write(sql -> sql.update(ADD, name, false, 1L));
                assertThat(names(i % 2 == 0 ? other : one)).contains(name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aReadCannotWrite(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            assertThatThrownBy(() -> database.read(sql -> sql.update(ADD, "x", false, 1L)))
                    .isInstanceOf(StoreException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSchemaThatIsOneStepNewerIsRefused(Engine engine) {
        int next = SchemaMigrations.STEPS.size() + 1;
        try (Engine.Place place = engine.place()) {
            try (Database database = DatabaseOpener.open(place.settings())) {
                database.write(sql -> sql.update(
                        "INSERT INTO schema_history (step, name, checksum, taken) VALUES (?, 'x', 'x', 0)", next));
            }
            assertThatThrownBy(() -> DatabaseOpener.open(place.settings()))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining(
                            "the schema is at step " + next + ", this version of Sekisho knows " + (next - 1))
                    .hasMessageContaining("run the version that made it");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSchemaMadeByOtherStepsIsRefused(Engine engine) {
        try (Engine.Place place = engine.place()) {
            try (Database database = DatabaseOpener.open(place.settings())) {
                database.write(sql -> sql.update("UPDATE schema_history SET checksum = 'other' WHERE step = 1"));
            }
            assertThatThrownBy(() -> DatabaseOpener.open(place.settings()))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("0001-accounts.sql");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSoundDatabaseChecksWithoutFaults(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            assertThat(database.check()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void closingFinishesWhatWasHandedIn(Engine engine) {
        try (Engine.Place place = engine.place()) {
            List<CompletableFuture<Integer>> units = new ArrayList<>();
            try (Database database = DatabaseOpener.open(place.settings())) {
                for (int i = 0; i < 50; i++) {
                    String name = "d" + i;
                    units.add(database.submit(sql -> sql.update(ADD, name, false, 1L)));
                }
            }
            assertThat(units).allMatch(unit -> unit.isDone() && !unit.isCompletedExceptionally());
        }
    }

    private static List<String> names(Database database) {
        return database.read(sql -> sql.query("SELECT name FROM domains", row -> row.text(1)));
    }
}
