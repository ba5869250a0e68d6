// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.process.ServerLock;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {
    @TempDir
    Path folder;

    private CommandLineFixture commands;
    private Path backup;

    @BeforeEach
    void home() throws IOException {
        commands = new CommandLineFixture(folder.resolve("home"));
        backup = folder.resolve("backup.db");
        commands.run("domain", "add", "example.org");
    }

    private void damage(String update) {
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(commands.home().resolve("var/sekisho.db")))) {
            store.database().write(sql -> sql.update(update));
        }
    }

    @Test
    void aBackupComesBackAndWhatWasThereIsKept() throws IOException {
        assertThat(commands.run("backup", backup.toString())).isZero();
        assertThat(commands.out())
                .contains("backed up")
                .contains("checked, no fault")
                .contains("var/tls");
        commands.run("domain", "add", "later.example");
        assertThat(commands.run("restore", backup.toString())).isZero();
        assertThat(commands.out()).contains("restored").containsPattern("kept the former store as .*\\.old");
        commands.run("domain", "list");
        assertThat(commands.out()).contains("example.org").doesNotContain("later.example");
        try (Stream<Path> files = Files.list(commands.home().resolve("var"))) {
            assertThat(files.map(Path::toString)).anyMatch(name -> name.matches(".*sekisho\\.db\\..*\\.old"));
        }
    }

    @Test
    void aBackupReplacesAFileOnlyWhenAsked() throws IOException {
        Files.writeString(backup, "last week's");
        assertThat(commands.run("backup", backup.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("--overwrite");
        assertThat(backup).hasContent("last week's");
        assertThat(commands.run("backup", "--overwrite", backup.toString())).isZero();
        assertThat(commands.run("restore", backup.toString())).isZero();
    }

    @Test
    void aBackupNeverReplacesTheStoreItself() {
        String store = commands.home().resolve("var/sekisho.db").toString();
        assertThat(commands.run("backup", "--overwrite", store)).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aBackupShowsAPersonHowFarItIs() {
        commands.type();
        assertThat(commands.run("backup", backup.toString())).isZero();
        assertThat(commands.err()).contains("[##############################] 100 %  copying sekisho.db");
    }

    @Test
    void restoringAndMovingWaitUntilTheServerHasEnded() {
        commands.run("backup", backup.toString());
        try (ServerLock server = ServerLock.take(new HomeFolder(commands.home()), "the test")) {
            assertThat(commands.run("restore", backup.toString())).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err()).contains("sekisho stop");
            assertThat(migrate("jdbc:postgresql://127.0.0.1:1/x")).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err()).contains("sekisho stop");
            assertThat(commands.run("backup", "--overwrite", backup.toString())).isZero();
        }
        assertThat(commands.run("restore", backup.toString())).isZero();
    }

    @Test
    void noEmptyStoreIsMadeBesideTheOneThatAServerHasOpen() throws IOException {
        Path store = commands.home().resolve("var/sekisho.db");
        Files.move(store, folder.resolve("away.db"));
        try (ServerLock server = ServerLock.take(new HomeFolder(commands.home()), "the test")) {
            for (String list : List.of("user", "queue", "pin")) {
                assertThat(commands.run(list, "list")).isEqualTo(ExitCodes.FAILED);
                assertThat(commands.err()).contains(store + " is not there, though the server that runs has it open");
            }
            assertThat(store).doesNotExist();
        }
        assertThat(commands.run("user", "list")).isZero();
    }

    private int migrate(String url) {
        return commands.pipe("secret\n")
                .run("store", "migrate", "sqlite-to-postgresql", "--url", url, "--user", "u", "--password-stdin");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidToBe() {
        assertThat(migrate("jdbc:postgresql://127.0.0.1:1/x?connectTimeout=1")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err())
                .contains("nothing was moved")
                .contains("PostgreSQL 127.0.0.1:1/x: ")
                .contains("check that the server runs")
                .doesNotContain("connectTimeout")
                .doesNotContain("secret");
        assertThat(migrate("jdbc:mysql://127.0.0.1/x")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("store", "migrate", "elsewhere", "--url", "jdbc:postgresql:x", "--user", "u"))
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aFileOfAPasswordThatIsNotThereIsSaidToBe() {
        assertThat(commands.run(
                        "store",
                        "migrate",
                        "sqlite-to-postgresql",
                        "--url",
                        "jdbc:postgresql:x",
                        "--user",
                        "u",
                        "--password-file",
                        "../nope"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("../nope: there is no such file to read a password from");
        assertThat(commands.run(
                        "store",
                        "migrate",
                        "sqlite-to-postgresql",
                        "--url",
                        "jdbc:postgresql:x",
                        "--user",
                        "u",
                        "--password-file",
                        folder.toString()))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains(folder + " is a folder, not a file with a password");
    }

    @Test
    void refusesToRestoreWhatIsDamaged() throws IOException {
        commands.run("backup", backup.toString());
        byte[] bytes = Files.readAllBytes(backup);
        Arrays.fill(bytes, 4096, 4096 * 4, (byte) 0x5a);
        Files.write(backup, bytes);
        assertThat(commands.run("restore", backup.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is damaged");
        assertThat(commands.run("domain", "list")).isZero();
    }

    @Test
    void aSoundStoreIsSaidToBeSound() {
        assertThat(commands.run("store", "check")).isZero();
        assertThat(commands.out()).isEqualToIgnoringNewLines("the store has no faults");
    }

    @Test
    void wrongCountersFailTheCheckUntilTheyAreRepaired() throws IOException {
        damage(
                "INSERT INTO mailboxes (owner, namespace, name, uid_validity, last_uid, modseq, messages, unseen, octets,"
                        + " recent_from) VALUES ('taro@example.org', '#private', 'INBOX', 1, 0, 0, 5, 0, 0, 1)");
        assertThat(commands.run("store", "check")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .containsPattern("counter +mailbox 1 \\(taro@example.org INBOX\\)")
                .contains("--repair")
                .contains("the store has 1 fault");
        assertThat(commands.run("store", "check", "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(JsonOutput.parse(commands.out()).get(0).path("kind").asText())
                .isEqualTo("counter");
        assertThat(commands.run("store", "check", "--repair")).isZero();
        assertThat(commands.err()).contains("set the counters of 1 mailbox right");
        assertThat(commands.run("store", "check")).isZero();
    }

    @Test
    void mailThatNobodyTakesFailsTheCheckWhichSaysWhatToDo() {
        damage("INSERT INTO queue_mails (queue, status, rank, next_delivery, added, name, envelope)"
                + " VALUES ('spool', 7, 4, 0, 0, 'odd', '{')");
        assertThat(commands.run("store", "check")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .containsPattern("stuck +mail 1 of the queue spool \\(odd\\) +status 7: nobody takes it")
                .containsPattern("stuck +mail 1 of the queue spool \\(odd\\) +its envelope cannot be read")
                .contains("spool remove ID")
                .contains("the store has 2 faults");
    }

    @Test
    void aMessageWhoseSizeIsWrongIsNotSaidToBeLost() {
        damage("INSERT INTO bodies (id, size, head) VALUES (1, 1, 'a')");
        damage(
                "INSERT INTO mailboxes (owner, namespace, name, uid_validity, last_uid, modseq, messages, unseen, octets,"
                        + " recent_from) VALUES ('taro@example.org', '#private', 'INBOX', 1, 1, 1, 1, 1, 7, 1)");
        damage("INSERT INTO messages (mailbox_id, uid, modseq, flags, keywords, octets, header_octets, arrived, saved,"
                + " message_id, thread_id, body_id, prefix) VALUES (1, 1, 1, 0, '', 7, 0, 0, 0, 'm', 't', 1, '')");
        assertThat(commands.run("store", "check")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .containsPattern(
                        "message-size +message 1 of mailbox 1 +1 octets, all of which are there; it is said to have 7")
                .contains("no mail is lost")
                .doesNotContain("that mail is lost here");
    }

    @Test
    void aStoreThatWasNeverMadeIsSaidToBeMissing() throws IOException {
        CommandLineFixture fresh = new CommandLineFixture(folder.resolve("fresh"));
        assertThat(fresh.run("backup", backup.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(fresh.err()).contains("is not there yet");
        assertThat(fresh.run("store", "check")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void anEmptyFileIsNoSoundStore() throws IOException {
        Path store = commands.home().resolve("var/sekisho.db");
        Files.write(store, new byte[0]);
        assertThat(commands.run("store", "check")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains(store + ": found an empty file").contains("sekisho restore FILE");
        assertThat(commands.run("backup", backup.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("found an empty file");
        assertThat(store).isEmptyFile();
        assertThat(backup).doesNotExist();
    }

    @Test
    void noCommandTouchesALogWhoseDatabaseIsMissing() throws IOException {
        commands.run("backup", backup.toString());
        Path store = commands.home().resolve("var/sekisho.db");
        Path log = commands.home().resolve("var/sekisho.db-wal");
        Files.delete(store);
        Files.writeString(log, "what was acknowledged");
        String[][] all = {
            {"domain", "add", "new.example"},
            {"user", "list"},
            {"spool", "list"},
            {"store", "check"},
            {"backup", folder.resolve("other.db").toString()}
        };
        for (String[] command : all) {
            assertThat(commands.run(command)).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err())
                    .contains(store + ": found no database, but its log " + log)
                    .contains("move the log away");
        }
        assertThat(store).doesNotExist();
        assertThat(log).hasContent("what was acknowledged");

        assertThat(commands.run("restore", backup.toString())).isZero();
        assertThat(commands.out()).contains("kept sekisho.db-wal, a log whose database was missing");
        try (Stream<Path> files = Files.list(commands.home().resolve("var"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".old-wal")))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept).hasContent("what was acknowledged"));
        }
    }
}
