// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandsTest {
    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void distribution() throws Exception {
        commands = new CommandLineFixture(folder);
        Path script = Files.createDirectories(folder.resolve("bin")).resolve("sekisho");
        Files.writeString(script, """
                #!/bin/sh
                shift
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' dev.sekisho.server.Main "$@"
                """.formatted(System.getProperty("java.home"), testClasses()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void leaveNothingRunning() {
        commands.run("stop");
    }

    @Test
    void startsTellsAndStops() throws Exception {
        assertThat(commands.run("start")).isZero();
        assertThat(commands.out())
                .contains("Sekisho 0.1.0 is running, pid ")
                .containsPattern("submission +SMTP +submission +required +0.0.0.0:10587 +sha256/abc")
                .contains("mail.example.org, localhost");
        assertThat(commands.run("status")).isZero();
        assertThat(commands.run("status", "--json")).isZero();
        assertThat(JsonOutput.parse(commands.out())
                        .path("server")
                        .path("startupMillis")
                        .asInt())
                .isEqualTo(1234);
        assertThat(commands.run("stop")).isZero();
        assertThat(commands.out()).contains("stopped");
        assertThat(folder.resolve("var/run/sekisho.pid")).doesNotExist();
        assertThat(commands.run("status")).isEqualTo(ExitCodes.NOT_RUNNING);
    }

    @Test
    void aStopDoesNotWaitForWhatJavaDoesBehindTheServersEnd() throws Exception {
        Path linger =
                Files.createFile(Files.createDirectories(folder.resolve("conf")).resolve("linger"));
        assertThat(commands.run("start")).isZero();
        assertThat(commands.run("stop")).isZero();
        assertThat(commands.out()).contains("stopped; process ").contains("class archive");
        Files.delete(linger);
    }

    @Test
    void showsTheProblemsThatTheServerTellsOf() throws Exception {
        commands.run("start");
        Path status = folder.resolve("var/run/status.json");
        Files.writeString(
                status,
                Files.readString(status)
                        .replace("\"problems\": []", "\"problems\": [\"identity mail: its certificate expires\"]"));
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out()).contains("problem: identity mail: its certificate expires");
    }

    @Test
    void tellsThatAFileWasChangedAfterTheStart() throws Exception {
        commands.run("start");
        commands.run("status");
        assertThat(commands.out()).doesNotContain("was changed after the start");
        Path routes = Files.writeString(folder.resolve("conf/relay.xml"), "<relay/>");
        Files.setLastModifiedTime(routes, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out()).contains("conf/relay.xml was changed after the start");
    }

    @Test
    void tellsHowManyMailsFailed() throws Exception {
        commands.run("queue", "list");
        commands.run("start");
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out()).doesNotContain("failed:");
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var/sekisho.db")))) {
            store.database()
                    .write(sql -> sql.update("INSERT INTO repository_mails (repository, name, added, envelope)"
                            + " VALUES ('var/mail/error', 'one', 0, '{}')"));
        }
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out()).contains("failed: 1 mail could not be processed");
        commands.run("status", "--json");
        assertThat(JsonOutput.parse(commands.out()).path("failed").asLong()).isEqualTo(1);
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var/sekisho.db")))) {
            store.database()
                    .write(sql -> sql.update("INSERT INTO repository_mails (repository, name, added, envelope)"
                            + " VALUES ('var/mail/loop', 'one', 0, '{}')"));
        }
        commands.run("status");
        assertThat(commands.out()).contains("in repositories: 1 mail in var/mail/loop: see 'sekisho repository list'");
        commands.run("status", "--json");
        assertThat(JsonOutput.parse(commands.out())
                        .at("/repositories")
                        .path("var/mail/loop")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void tellsWhatIsOnItsWayOutAndThatPort25AppearsBlocked() throws Exception {
        commands.run("queue", "list");
        commands.run("start");
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out()).contains("outgoing: the queue is empty");
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var/sekisho.db")))) {
            store.database().write(sql -> {
                sql.update("INSERT INTO bodies (id, size, head) VALUES (1, 1, x'61')");
                sql.update(
                        "INSERT INTO outgoing_messages (id, name, accepted, expires, body_id) VALUES (1, 'one', 0, 1, 1)");
                return sql.update("INSERT INTO outgoing_recipients (message_id, address, route, destination, status,"
                        + " attempts, next_attempt, warned, bounced, reason) VALUES (1, 'a@far.example', 'default',"
                        + " 'far.example', 0, 3, 0, 0, 0, 'timeout; " + OutgoingSummary.PORT_BLOCKED + "')");
            });
        }
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out())
                .contains("outgoing, by recipients: 1 waiting", "problem: " + OutgoingSummary.PORT_BLOCKED);
        commands.run("status", "--json");
        assertThat(JsonOutput.parse(commands.out())
                        .path("outgoing")
                        .path("port25Blocked")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void handsThePortOffsetOn() throws Exception {
        assertThat(commands.run("start", "--port-offset", "10000")).isZero();
        assertThat(Files.readString(folder.resolve("var/log/console.log"))).contains("[--port-offset, 10000]");
    }

    @Test
    void waitsAsLongAsTheServerWorksAndTellsWhatItIsAt() throws Exception {
        Files.createFile(folder.resolve("conf/slow"));
        assertThat(commands.run("start")).isZero();
        assertThat(commands.err()).contains("starting, 0 s: starting Java", " s: opening the store");
        assertThat(commands.out()).contains("is running, pid ");
    }

    @Test
    void aTimeoutEndsTheWaitingAndNotTheServer() throws Exception {
        Files.createFile(folder.resolve("conf/slow"));
        assertThat(commands.run("start", "--timeout", "0")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("continues: 'sekisho status' shows its state");
    }

    @Test
    void theConsoleOfTheRunBeforeIsKeptAndNoOlderOne() throws Exception {
        Path log = folder.resolve("var/log/console.log");
        for (int run = 0; run < 3; run++) {
            assertThat(commands.run("start")).isZero();
            assertThat(Files.readString(log)).contains("console until-open");
            commands.run("stop");
            Files.writeString(log, "run " + run);
        }
        commands.run("start");
        assertThat(log.resolveSibling("console.log.1")).hasContent("run 2");
        assertThat(log.getParent()).isDirectoryNotContaining("glob:**.2");
    }

    @Test
    void aSecondStartFindsTheFirst() {
        commands.run("start");
        assertThat(commands.run("start")).isZero();
        assertThat(commands.out()).startsWith("already running, pid ");
    }

    @Test
    void aServerThatEndsAtOnceShowsItsLastLines() throws Exception {
        Files.createFile(folder.resolve("conf/fail"));
        assertThat(commands.run("start")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err())
                .contains("the server ended with exit code 78")
                .contains("smtpserver.xml:4: something is wrong");
    }

    @Test
    void aStopWithoutAServerIsNoFault() {
        assertThat(commands.run("stop")).isZero();
        assertThat(commands.out()).contains("not running");
    }

    @Test
    void aPidOfAnotherProgramIsNeverStopped() throws Exception {
        Files.createDirectories(folder.resolve("var/run"));
        Files.writeString(
                folder.resolve("var/run/sekisho.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(commands.run("stop")).isZero();
        assertThat(commands.out()).contains("not running");
        assertThat(commands.run("status")).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(commands.out()).contains("ended without a clean stop");
    }

    @Test
    void aPidFileThatHoldsNoPidIsUnclear() throws Exception {
        Files.createDirectories(folder.resolve("var/run"));
        Files.writeString(folder.resolve("var/run/sekisho.pid"), "garbage");
        assertThat(commands.run("status")).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(commands.run("stop")).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(commands.run("start")).isEqualTo(ExitCodes.UNKNOWN);
        Files.delete(folder.resolve("var/run/sekisho.pid"));
    }

    @Test
    void aServerThatIsNotYetReadyIsUnknown() throws Exception {
        commands.run("start");
        Files.delete(folder.resolve("var/run/status.json"));
        assertThat(commands.run("status")).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(commands.out()).contains("not ready yet");
    }

    @Test
    void aMissingScriptIsAUsageFault() throws Exception {
        Files.delete(folder.resolve("bin/sekisho"));
        assertThat(commands.run("start")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--home");
    }

    private static Path testClasses() throws Exception {
        return Path.of(dev.sekisho.server.Main.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
