// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {

    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)";
    private static final String FILL = "INSERT INTO bodies (size, head) VALUES (?, ?)";
    private static final int BODIES = 200;

    @TempDir
    Path folder;

    private Path store;
    private Path backup;

    @BeforeEach
    void fill() {
        store = folder.resolve("sekisho.db");
        backup = folder.resolve("backup.db");
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update(ADD, "old.example"));
            byte[] head = new byte[100_000];
            Arrays.fill(head, (byte) 'x');
            for (int i = 0; i < BODIES; i++) {
                database.write(sql -> sql.update(FILL, (long) head.length, head));
            }
        }
    }

    private static List<String> domains(Path file) {
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(file))) {
            return database.read(sql -> sql.query("SELECT name FROM domains ORDER BY name", row -> row.text(1)));
        }
    }

    private void copy() {
        SqliteBackup.copy(store, backup, (done, all) -> {});
    }

    @Test
    void aCopyIsOneFileForItsOwnerAlone() throws IOException {
        copy();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("sekisho.db", "backup.db");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(domains(backup)).containsExactly("old.example");
    }

    @Test
    void tellsHowFarItHasCome() {
        List<Long> done = new ArrayList<>();
        SqliteBackup.copy(store, backup, (pages, all) -> done.add(pages * 100 / all));
        assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(100L);
    }

    @Test
    void aCopyMadeWhileOthersWriteIsOfOneMoment() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        CountDownLatch writing = new CountDownLatch(20);
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            Thread writer = new Thread(() -> {
                for (int i = 0; !end.get(); i++) {
                    int number = i;
                    // Both or none of the two are in any one moment.
                    database.write(sql -> sql.update(ADD, "a" + number) + sql.update(ADD, "b" + number));
                    writing.countDown();
                }
            });
            writer.start();
            writing.await();
            copy();
            end.set(true);
            writer.join();
            long inStore = database.read(sql -> sql.number("SELECT COUNT(*) FROM domains"));
            List<String> copied = domains(backup);
            assertThat(copied.stream().filter(name -> name.startsWith("a")).count())
                    .isEqualTo(
                            copied.stream().filter(name -> name.startsWith("b")).count())
                    .isGreaterThanOrEqualTo(20)
                    .isLessThanOrEqualTo(inStore);
        }
    }

    @Test
    void restoringPutsTheBackupInThePlaceOfTheStoreAndKeepsThat() {
        copy();
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update(ADD, "new.example"));
        }
        Path kept = folder.resolve("kept.db");
        SqliteBackup.restore(backup, store, kept, (done, all) -> {});
        assertThat(domains(store)).containsExactly("old.example");
        assertThat(domains(kept)).containsExactly("new.example", "old.example");
        assertThat(domains(backup)).containsExactly("old.example");
    }

    @Test
    void whatAKilledServerLeftInItsLogIsKeptToo() throws IOException {
        copy();
        Path crashed = folder.resolve("crashed.db");
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update(ADD, "new.example"));
            Files.copy(store, crashed);
            Files.copy(folder.resolve("sekisho.db-wal"), folder.resolve("crashed.db-wal"));
        }
        Path kept = folder.resolve("kept.db");
        SqliteBackup.restore(backup, crashed, kept, (done, all) -> {});
        assertThat(domains(crashed)).containsExactly("old.example");
        assertThat(domains(kept)).containsExactly("new.example", "old.example");
    }

    @Test
    void aLogWhoseDatabaseIsGoneIsNotTakenForTheBackups() throws IOException {
        copy();
        Path gone = folder.resolve("gone.db");
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update("DELETE FROM domains"));
            Files.copy(folder.resolve("sekisho.db-wal"), folder.resolve("gone.db-wal"));
        }
        SqliteBackup.restore(backup, gone, folder.resolve("kept.db"), (done, all) -> {});
        assertThat(domains(gone)).containsExactly("old.example");
        assertThat(folder.resolve("kept.db-wal")).exists();
    }

    @Test
    void anEmptyFileIsReplacedWithoutItsLogBeingLost() throws IOException {
        copy();
        Path empty = Files.createFile(folder.resolve("empty.db"));
        byte[] log;
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update("DELETE FROM domains"));
            log = Files.readAllBytes(Files.copy(folder.resolve("sekisho.db-wal"), folder.resolve("empty.db-wal")));
        }
        SqliteBackup.restore(backup, empty, folder.resolve("kept.db"), (done, all) -> {});
        assertThat(domains(empty)).containsExactly("old.example");
        assertThat(folder.resolve("kept.db-wal")).hasBinaryContent(log);
    }

    @Test
    void aLogWithoutItsDatabaseIsNotTouchedByACopy() throws IOException {
        Files.writeString(folder.resolve("sekisho.db-wal"), "what was acknowledged");
        Files.write(store, new byte[0]);
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("found an empty file, but its log " + store + "-wal of 21 octets");
        assertThat(folder.resolve("sekisho.db-wal")).hasContent("what was acknowledged");
        assertThat(backup).doesNotExist();
    }

    @Test
    void aDamagedStoreIsReplacedAndKeptWithItsLog() throws IOException {
        copy();
        Files.writeString(store, "no database any more, whatever it was".repeat(1_000));
        Files.writeString(folder.resolve("sekisho.db-wal"), "nor is this a log");
        SqliteBackup.restore(backup, store, folder.resolve("kept.db"), (done, all) -> {});
        assertThat(domains(store)).containsExactly("old.example");
        assertThat(folder.resolve("kept.db")).exists();
    }

    @Test
    void refusesABackupThatIsDamaged() throws IOException {
        copy();
        byte[] bytes = Files.readAllBytes(backup);
        Arrays.fill(bytes, 4096 * 20, 4096 * 24, (byte) 0x5a);
        Files.write(backup, bytes);
        assertThatThrownBy(() -> SqliteBackup.restore(backup, store, folder.resolve("kept"), (done, all) -> {}))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("is damaged");
        assertThat(domains(store)).containsExactly("old.example");
        assertThat(folder.resolve("kept")).doesNotExist();
    }

    @Test
    void refusesWhatIsNoBackup() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not a database, whatever it is called".repeat(100));
        assertThatThrownBy(() -> SqliteBackup.verify(text))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("no ");
        assertThatThrownBy(() -> SqliteBackup.verify(folder.resolve("absent")))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void refusesADatabaseInUse() {
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update(ADD, "new.example"));
            assertThatThrownBy(() -> SqliteBackup.verify(store))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("no backup but a database in use");
        }
    }

    @Test
    void refusesABackupOfANewerVersion() throws IOException {
        try (Database database = DatabaseOpener.open(DatabaseSettings.Sqlite.at(store))) {
            database.write(sql -> sql.update(
                    "INSERT INTO schema_history (step, name, checksum, taken) VALUES (900, 'later', 'x', 0)"));
        }
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith(store + ": the schema is at step 900")
                .hasMessageContaining("run the version that made it");
        assertThat(names()).containsExactly("sekisho.db");
    }

    @Test
    void aDamagedStoreIsNamedAndNotItsCopy() throws IOException {
        byte[] bytes = Files.readAllBytes(store);
        Arrays.fill(bytes, 4096 * 20, 4096 * 24, (byte) 0x5a);
        Files.write(store, bytes);
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith(store + ": is damaged")
                .hasMessageContaining("restore the last backup")
                .message()
                .doesNotContain(".tmp");
        assertThat(names()).containsExactly("sekisho.db");
    }

    @Test
    void whatIsNoDatabaseIsNamedAndNotItsCopy() throws IOException {
        Files.writeString(store, "no database any more, whatever it was".repeat(1_000));
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith(store + ": found a damaged file or no database at all")
                .hasMessageContaining("last backup");
        assertThat(names()).containsExactly("sekisho.db");
    }

    /** Any disk without room would do: this one is always there. */
    @Test
    void aTargetThatCannotBeWrittenIsNamed() {
        Path target = Path.of("/proc/sekisho-backup.db");
        assertThatThrownBy(() -> SqliteBackup.copy(store, target, (done, all) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(target + ": cannot be written (");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
