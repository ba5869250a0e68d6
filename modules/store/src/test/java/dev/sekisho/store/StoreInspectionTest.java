// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.login.GuessSummary;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreInspectionTest {
    private static final String LAST_STEP = "schema_history WHERE step = (SELECT MAX(step) FROM schema_history)";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void makesNothingWhereNothingIs(Engine engine) {
        try (Engine.Place place = engine.unmade()) {
            assertThat(StoreInspection.at(place.settings())).isEqualTo(new StoreInspection.Unmade());
            assertThat(StoreInspection.at(place.settings())).isEqualTo(new StoreInspection.Unmade());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void seesAStoreThatIsOpen(Engine engine) {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings(), new PasswordHasher(10))) {
            assertThat(StoreInspection.at(place.settings()))
                    .isEqualTo(new StoreInspection.Current(
                            store.pins().list(),
                            new OutgoingQueue(store.database()).admin().summary(),
                            Map.of(),
                            0,
                            GuessSummary.NONE,
                            List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void takesNoStepOfAnOlderSchema(Engine engine) {
        try (Engine.Place place = engine.place()) {
            change(place.settings(), "DELETE FROM " + LAST_STEP);

            assertThat(StoreInspection.at(place.settings())).isEqualTo(new StoreInspection.Older(1));
            assertThat(StoreInspection.at(place.settings())).isEqualTo(new StoreInspection.Older(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void refusesASchemaThatIsOneStepNewer(Engine engine) {
        try (Engine.Place place = engine.place()) {
            change(
                    place.settings(),
                    "INSERT INTO schema_history (step, name, checksum, taken)"
                            + " SELECT MAX(step) + 1, 'x', 'x', 0 FROM schema_history");

            assertThatThrownBy(() -> StoreInspection.at(place.settings()))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("run the version that made it or a newer one");
        }
    }

    @Test
    void leavesTheFileItsModeAndItsFolderAsTheyAre(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("store.db");
        DatabaseSettings settings = new DatabaseSettings.Sqlite(file, 1, Duration.ofSeconds(10), 0);
        change(settings, "DELETE FROM " + LAST_STEP);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] before = Files.readAllBytes(file);
        List<Path> names = names(folder);

        StoreInspection.at(settings);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(names(folder)).isEqualTo(names);
    }

    @Test
    void refusesALogWithoutItsDatabase(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("store.db-wal"), "what was acknowledged");

        assertThatThrownBy(() -> StoreInspection.at(DatabaseSettings.Sqlite.at(folder.resolve("store.db"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("found no database, but its log " + log);
        assertThat(names(folder)).containsExactly(log);
    }

    @Test
    void anEmptyFileIsNoStoreYet(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("store.db"));

        assertThat(StoreInspection.at(DatabaseSettings.Sqlite.at(file))).isEqualTo(new StoreInspection.Unmade());
        assertThat(names(folder)).containsExactly(file);
    }

    @Test
    void refusesWhatIsNoDatabase(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("store.db"), "words and no database ".repeat(100));

        assertThatThrownBy(() -> StoreInspection.at(DatabaseSettings.Sqlite.at(file)))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("found a damaged file or no database at all");
    }

    private static void change(DatabaseSettings settings, String statement) {
        try (Store store = Store.open(settings, new PasswordHasher(10))) {
            store.database().write(sql -> sql.update(statement));
        }
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
