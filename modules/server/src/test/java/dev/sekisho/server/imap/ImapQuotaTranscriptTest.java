// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.quota.QuotaAdmin;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas (RFC 9208), and what is refused before a message is asked for. */
class ImapQuotaTranscriptTest {
    private static final QuotaAdmin.Whom ALICE = new QuotaAdmin.Whom.One(Username.of("alice@example.org"));

    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new ImapStage(home);
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    @AfterEach
    void withoutLimit() {
        stage.quotas().remove(ALICE);
    }

    private static void limit(long messages, long octets) {
        stage.quotas().set(ALICE, new QuotaAdmin.Limit(Optional.of(messages), Optional.of(octets)));
    }

    @Test
    void octetsThatAreNotAskedForAreSkippedWhereTheQuotaHasNoRoomForThem() throws Exception {
        limit(1000, 100_000);
        long bodies = stage.number("SELECT COUNT(*) FROM bodies");
        try (ScriptedClient client = stage.login()) {
            client.raw("a APPEND INBOX {400000+}\r\n" + "x".repeat(400_000) + "\r\n")
                    .expect("a NO [OVERQUOTA]")
                    .ask("b NOOP", "b OK");
            client.raw("c APPEND missing {400000+}\r\n" + "x".repeat(400_000) + "\r\n")
                    .expect("c NO [TRYCREATE]")
                    .ask("d NOOP", "d OK");
        }
        assertThat(stage.number("SELECT COUNT(*) FROM bodies")).isEqualTo(bodies);
    }

    @Test
    void whatARefusedCommandHasSentIsRemovedAtOnce() throws Exception {
        long bodies = stage.number("SELECT COUNT(*) FROM bodies");
        try (ScriptedClient client = stage.login()) {
            client.raw("a APPEND INBOX {400000+}\r\n" + "x".repeat(400_000) + " junk\r\n")
                    .expect("a BAD");
            client.raw("b APPEND INBOX {400000+}\r\n" + "x".repeat(400_000) + " {0+}\r\n\r\n")
                    .expect("b NO Cancelled");
            // A write of this session comes behind the removals.
            client.ask("c SUBSCRIBE INBOX", "c OK");
        }
        assertThat(stage.number("SELECT COUNT(*) FROM bodies")).isEqualTo(bodies);
        assertThat(stage.number("SELECT COUNT(*) FROM body_releases")).isZero();
    }

    @Test
    void theAdministratorReadsInTheLogWhoseMailboxIsFull() throws Exception {
        QuotaAdmin.Whom bob = new QuotaAdmin.Whom.One(Username.of("bob@example.org"));
        stage.quotas().set(bob, new QuotaAdmin.Limit(Optional.of(0L), Optional.empty()));
        try (LoggedEvents log = new LoggedEvents();
                ScriptedClient client = stage.connect()) {
            client.ask("l LOGIN bob@example.org secret", "l OK");
            client.raw("b APPEND Sent {6+}\r\na: b\r\n\r\n").expect("b NO [OVERQUOTA]");
            client.raw("c APPEND Sent {6+}\r\na: b\r\n\r\n").expect("c NO [OVERQUOTA]");

            LogLine line = log.first(LogEvent.IMAP_REFUSED);
            assertThat(line.value(LogKey.USER)).contains("bob@example.org");
            assertThat(line.value(LogKey.MAILBOX)).contains("Sent");
            assertThat(line.value(LogKey.SIZE)).contains("6");
            assertThat(line.value(LogKey.REASON)).contains("over-quota");
            assertThat(log.all(LogEvent.IMAP_REFUSED)).hasSize(1);
        } finally {
            stage.quotas().remove(bob);
        }
    }

    @Test
    void aUserWithoutALimitHasNoQuotaRoot() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a GETQUOTAROOT INBOX
                    S: * QUOTAROOT "INBOX"
                    S: a OK GETQUOTAROOT completed
                    C: b GETQUOTA "User quota"
                    S: b NO [NONEXISTENT] There is no such quota root
                    C: c GETQUOTAROOT missing
                    S: c NO [NONEXISTENT] There is no such mailbox
                    C: d SETQUOTA "User quota" (STORAGE 1)
                    S: d NO [NOPERM] Quotas are set by the administrator
                    """);
        }
    }

    @Test
    void tellsWhatIsUsedOfEachResourceThatIsBounded() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("z CREATE kept", "z OK");
            client.raw("z APPEND kept {6+}\r\na: b\r\n\r\n").expect("z OK");
            limit(10, 4096);
            new ImapTranscript(client).play("""
                    C: a GETQUOTAROOT kept
                    S: * QUOTAROOT "kept" "User quota"
                    S: * QUOTA "User quota" (STORAGE 1 4 MESSAGE 1 10)
                    S: a OK GETQUOTAROOT completed
                    C: b GETQUOTA {10+}
                    C: User quota
                    S: * QUOTA "User quota" (STORAGE 1 4 MESSAGE 1 10)
                    S: b OK GETQUOTA completed
                    C: c GETQUOTA ""
                    S: c NO [NONEXISTENT] There is no such quota root
                    """);
            client.ask("d DELETE kept", "d OK");
        }
    }

    @Test
    void statusTellsWhatAnExpungeWouldFree() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("z CREATE freed", "z OK");
            client.raw("z APPEND freed (\\Deleted) {6+}\r\na: b\r\n\r\n").expect("z OK");
            client.raw("z APPEND freed {6+}\r\na: b\r\n\r\n").expect("z OK");
            new ImapTranscript(client).play("""
                    C: a STATUS freed (MESSAGES DELETED DELETED-STORAGE)
                    S: * STATUS "freed" (MESSAGES 2 DELETED 1 DELETED-STORAGE 6)
                    S: a OK STATUS completed
                    C: b DELETE freed
                    S: b OK DELETE completed
                    """);
        }
    }

    @Test
    void aMessageForNoMailboxIsNotAskedFor() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a APPEND missing {1000}
                    S: a NO [TRYCREATE] There is no such mailbox, create it first
                    C: b APPEND missing CATENATE (TEXT {1000}
                    S: b NO [TRYCREATE] There is no such mailbox, create it first
                    C: c NOOP
                    S: c OK NOOP completed
                    """);
        }
    }

    @Test
    void aMessageThatTheQuotaHasNoRoomForIsNotAskedFor() throws Exception {
        limit(2, 100);
        try (ScriptedClient client = stage.login()) {
            client.ask("z CREATE full", "z OK");
            new ImapTranscript(client).play("""
                    C: a APPEND full {101}
                    S: a NO [OVERQUOTA] The mailbox is full: delete mail and empty Trash, or ask the administrator
                    C: b APPEND full {50}
                    S: + OK
                    """);
            client.raw("a: b\r\n\r\n" + "x".repeat(42) + " {51}\r\n");
            assertThat(client.line())
                    .isEqualTo(
                            "b NO [OVERQUOTA] The mailbox is full: delete mail and empty Trash, or ask the administrator");
            client.raw("c APPEND full {6+}\r\na: b\r\n\r\n").expect("c OK");
            client.raw("d APPEND full {6+}\r\na: b\r\n {6+}\r\na: b\r\n\r\n").expect("d NO [OVERQUOTA]");
            assertThat(stage.number("SELECT COUNT(*) FROM messages WHERE octets = 6"))
                    .isOne();
            client.ask("e DELETE full", "e OK");
        }
    }
}
