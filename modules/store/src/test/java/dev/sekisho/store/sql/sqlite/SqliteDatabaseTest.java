// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)";

    @TempDir
    Path folder;

    private DatabaseSettings.Sqlite settings() {
        return new DatabaseSettings.Sqlite(folder.resolve("var/store.db"), 2, Duration.ofMillis(200), 0);
    }

    @Test
    void onlyTheOwnerCanReadTheFiles() throws IOException {
        try (Database database = DatabaseOpener.open(settings())) {
            database.write(sql -> sql.update(ADD, "example.org"));
            try (Stream<Path> files = Files.list(folder.resolve("var"))) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    @Timeout(60)
    void whoeverReadsAfterTheCloseIsToldSo() {
        Database database = DatabaseOpener.open(settings());
        database.close();
        assertThatThrownBy(() -> database.read(sql -> sql.number("SELECT 1")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void othersAccessToAnExistingFileIsTakenAway() throws IOException {
        DatabaseOpener.open(settings()).close();
        Files.setPosixFilePermissions(settings().file(), PosixFilePermissions.fromString("rw-r--r--"));
        DatabaseOpener.open(settings()).close();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(settings().file())))
                .isEqualTo("rw-------");
    }

    @Test
    void commitsAreSynchronousAndLoggedAhead() {
        try (Database database = DatabaseOpener.open(settings())) {
            assertThat(database.<String>write(sql ->
                            sql.first("PRAGMA journal_mode", row -> row.text(1)).get()))
                    .isEqualTo("wal");
            assertThat(database.<Long>write(sql -> sql.number("PRAGMA synchronous")))
                    .isEqualTo(2);
            assertThat(database.<Long>write(sql -> sql.number("PRAGMA foreign_keys")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(settings().file().getParent());
        Files.writeString(settings().file(), "this is a shopping list, not a database ".repeat(100));
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(settings().file().toString())
                .hasMessageContaining("last backup");
        assertThat(settings().file()).content().startsWith("this is a shopping list");
    }

    @Test
    void aDamagedPageIsRefused() throws IOException {
        try (Database database = DatabaseOpener.open(settings())) {
            database.write(sql -> {
                for (int i = 0; i < 2000; i++) {
                    sql.update(ADD, "domain-number-" + i + ".example");
                }
                return true;
            });
        }
        byte[] noise = new byte[4096 * 6];
        java.util.Arrays.fill(noise, (byte) 0xa5);
        try (var channel = Files.newByteChannel(settings().file(), StandardOpenOption.WRITE)) {
            channel.position(4096 * 4);
            channel.write(java.nio.ByteBuffer.wrap(noise));
        }
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws Exception {
        Files.createDirectories(settings().file().getParent());
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + settings().file());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bookmarks (url TEXT)");
        }
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("another program");
    }

    @Test
    void aFileThatAnotherFolderHasTooIsRefused() throws IOException {
        Path folder = Files.createDirectories(settings().file().getParent());
        Path elsewhere = folder.resolve("elsewhere.db");
        DatabaseOpener.open(DatabaseSettings.Sqlite.at(elsewhere)).close();
        Files.createSymbolicLink(settings().file(), elsewhere);
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("symbolic link to " + elsewhere)
                .hasMessageContaining("move the file itself here");

        Files.delete(settings().file());
        Files.createLink(settings().file(), elsewhere);
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("2 names")
                .hasMessageContaining("keep one");
    }

    @Test
    void aLogWhoseDatabaseIsMissingIsRefusedAndLeftAlone() throws IOException {
        Path log = settings().file().resolveSibling("store.db-wal");
        byte[] acknowledged;
        try (Database database = DatabaseOpener.open(settings())) {
            database.write(sql -> sql.update(ADD, "example.org"));
            acknowledged = Files.readAllBytes(log);
            Files.move(settings().file(), folder.resolve("elsewhere.db"));
            assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining(settings().file() + ": found no database, but its log " + log)
                    .hasMessageContaining("Put the database file back beside its log")
                    .hasMessageContaining("move the log away");
            assertThat(settings().file()).doesNotExist();
            Files.createFile(settings().file());
            assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("found an empty file, but its log " + log);
            assertThat(settings().file()).isEmptyFile();
            assertThat(log).hasBinaryContent(acknowledged);
            Files.move(
                    folder.resolve("elsewhere.db"),
                    settings().file(),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        try (Database database = DatabaseOpener.open(settings())) {
            assertThat(database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM domains")))
                    .isEqualTo(1);
        }
    }

    @Test
    void theJournalOfALostDatabaseIsRefused() throws IOException {
        Path journal = settings().file().resolveSibling("store.db-journal");
        Files.createDirectories(journal.getParent());
        Files.write(journal, journalOfDatabaseWith(3));
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("its log " + journal);
        assertThat(journal).hasBinaryContent(journalOfDatabaseWith(3));
    }

    @Test
    void aFirstStartThatWasKilledIsTakenUpAgain() throws IOException {
        Files.createDirectories(settings().file().getParent());
        Files.createFile(settings().file());
        Files.write(settings().file().resolveSibling("store.db-journal"), journalOfDatabaseWith(0));
        try (Database database = DatabaseOpener.open(settings())) {
            assertThat(database.<Integer>write(sql -> sql.update(ADD, "example.org")))
                    .isEqualTo(1);
        }
    }

    private static byte[] journalOfDatabaseWith(int pages) {
        return java.nio.ByteBuffer.allocate(512)
                .putLong(0xd9d505f920a163d7L)
                .putInt(0)
                .putInt(42)
                .putInt(pages)
                .putInt(512)
                .putInt(4096)
                .array();
    }

    @Test
    void aFolderInTheFilesPlaceIsRefused() throws IOException {
        Files.createDirectories(settings().file());
        assertThatThrownBy(() -> DatabaseOpener.open(settings()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("mode 0600");
    }

    @Test
    void aWriterThatWaitsTooLongForAnotherProcessIsToldSo() throws Exception {
        try (Database database = DatabaseOpener.open(settings());
                Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + settings().file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> database.write(sql -> sql.update(ADD, "example.org")))
                    .isInstanceOf(StoreUnavailableException.class);
            statement.execute("ROLLBACK");
            assertThat(database.<Integer>write(sql -> sql.update(ADD, "example.org")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFullDatabaseSaysSoAndGoesOnWhenThereIsSpaceAgain() {
        try (Database database = DatabaseOpener.open(settings())) {
            long pages = database.write(sql -> sql.number("PRAGMA page_count"));
            database.write(sql -> sql.query("PRAGMA max_page_count = " + (pages + 20), row -> row.number(1)));
            String name = "x".repeat(3000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            String next = name + i;
                            database.write(sql -> sql.update(ADD, next));
                        }
                    })
                    .isInstanceOf(StoreFullException.class);
            long kept = database.read(sql -> sql.number("SELECT COUNT(*) FROM domains"));
            assertThat(kept).isBetween(1L, 20L);

            database.write(sql -> sql.query("PRAGMA max_page_count = 100000", row -> row.number(1)));
            database.write(sql -> sql.update(ADD, name));
            assertThat(database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM domains")))
                    .isEqualTo(kept + 1);
        }
    }

    @Test
    void inAGroupThatFindsNoSpaceTheUnitsThatFitAreKept() {
        try (Database database = DatabaseOpener.open(settings())) {
            long pages = database.write(sql -> sql.number("PRAGMA page_count"));
            database.write(sql -> sql.query("PRAGMA max_page_count = " + (pages + 10), row -> row.number(1)));
            var small = database.submit(sql -> sql.update(ADD, "small.example"));
            var large = database.submit(sql -> sql.update(ADD, "x".repeat(200_000)));
            var another = database.submit(sql -> sql.update(ADD, "another.example"));
            assertThat(small.join()).isEqualTo(1);
            assertThatThrownBy(large::join).hasCauseInstanceOf(StoreFullException.class);
            assertThat(another.join()).isEqualTo(1);
        }
    }

    @Test
    void spaceBelowTheReserveIsNoticed() {
        DatabaseSettings.Sqlite greedy =
                new DatabaseSettings.Sqlite(folder.resolve("greedy.db"), 1, Duration.ofSeconds(1), Long.MAX_VALUE);
        try (Database database = DatabaseOpener.open(greedy)) {
            assertThat(database.hasSpace()).isFalse();
        }
        try (Database database = DatabaseOpener.open(settings())) {
            assertThat(database.hasSpace()).isTrue();
        }
    }
}
