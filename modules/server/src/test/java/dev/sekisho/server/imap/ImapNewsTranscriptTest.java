// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session is told of what others do to its mailbox (RFC 9051 5.2, 7.4, 7.5; RFC 7162). */
class ImapNewsTranscriptTest {
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

    private static ScriptedClient selected(String box) throws Exception {
        ScriptedClient client = stage.login();
        client.say("z SELECT " + box);
        client.tagged("z");
        return client;
    }

    private static void fill(String box, int messages) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("z CREATE " + box, "z OK");
            for (int i = 0; i < messages; i++) {
                client.raw("z APPEND " + box + " {6+}\r\na: b\r\n\r\n").expect("z OK");
            }
        }
    }

    @Test
    void tellsAnIdleSessionAtOnce() throws Exception {
        fill("idle", 1);
        try (ScriptedClient idle = selected("idle");
                ScriptedClient other = selected("idle")) {
            idle.ask("a IDLE", "+ idling");
            other.say("b STORE 1 +FLAGS (\\Deleted)");
            other.tagged("b");
            assertThat(idle.line()).isEqualTo("* 1 FETCH (FLAGS (\\Deleted \\Recent))");
            other.say("c EXPUNGE");
            other.tagged("c");
            assertThat(idle.line()).isEqualTo("* 1 EXPUNGE");
            other.raw("d APPEND idle {6+}\r\na: b\r\n\r\n");
            other.tagged("d");
            assertThat(idle.line()).isEqualTo("* 1 EXISTS");
            assertThat(idle.line()).startsWith("* ").endsWith(" RECENT");
            idle.ask("DONE", "a OK IDLE completed");
        }
    }

    @Test
    void tellsWhatOthersHaveChangedThoughTheClientWantsNoAnswerToItsOwnChange() throws Exception {
        fill("silent", 1);
        try (ScriptedClient client = selected("silent");
                ScriptedClient other = selected("silent")) {
            other.say("x STORE 1 +FLAGS.SILENT (\\Answered)");
            other.tagged("x");
            client.say("a STORE 1 +FLAGS.SILENT (\\Flagged)");
            assertThat(client.tagged("a")).contains("* 1 FETCH (FLAGS (\\Answered \\Flagged");
            client.say("b STORE 1 +FLAGS.SILENT (\\Draft)");
            assertThat(client.tagged("b")).isEqualTo("b OK STORE completed\n");
        }
    }

    @Test
    void announcesAKeywordThoughTheMessageWasToldOfBefore() throws Exception {
        fill("announced", 1);
        try (ScriptedClient client = selected("announced");
                ScriptedClient other = selected("announced")) {
            other.say("x STORE 1 +FLAGS.SILENT ($New)");
            other.tagged("x");
            client.say("a FETCH 1 (UID)");
            String answer = client.tagged("a");
            assertThat(answer).startsWith("* 1 FETCH (UID 1)\n");
            assertThat(answer.lines().filter(line -> line.contains("$New")))
                    .first()
                    .asString()
                    .startsWith("* FLAGS (");
        }
    }

    @Test
    void tellsNoExpungeWhileNumbersMustStand() throws Exception {
        fill("stand", 3);
        try (ScriptedClient client = selected("stand");
                ScriptedClient other = selected("stand")) {
            other.say("x STORE 1 +FLAGS.SILENT (\\Deleted)");
            other.tagged("x");
            other.say("x EXPUNGE");
            other.tagged("x");
            client.say("a FETCH 1:3 (UID)");
            assertThat(client.tagged("a"))
                    .doesNotContain("EXPUNGE\n")
                    .contains("* 2 FETCH (UID 2)")
                    .contains("* 3 FETCH (UID 3)")
                    .contains("a OK [EXPUNGEISSUED]");
            client.say("b NOOP");
            assertThat(client.tagged("b")).startsWith("* 1 EXPUNGE\n");
            client.say("c FETCH 1:2 (UID)");
            assertThat(client.tagged("c")).contains("* 1 FETCH (UID 2)").contains("* 2 FETCH (UID 3)");
        }
    }

    @Test
    void resynchronisesAClientThatComesBack() throws Exception {
        fill("qresync", 3);
        String validity;
        String modSeq;
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT qresync");
            String answer = client.tagged("a");
            validity = answer.replaceAll("(?s).*UIDVALIDITY ([0-9]+).*", "$1");
            modSeq = answer.replaceAll("(?s).*HIGHESTMODSEQ ([0-9]+).*", "$1");
            client.say("b STORE 2 +FLAGS.SILENT (\\Seen)");
            client.tagged("b");
            client.say("c STORE 1 +FLAGS.SILENT (\\Deleted)");
            client.tagged("c");
            client.say("d EXPUNGE");
            client.tagged("d");
        }
        try (ScriptedClient client = stage.login()) {
            client.ask("a ENABLE QRESYNC", "* ENABLED QRESYNC").expect("a OK");
            client.say("b SELECT qresync (QRESYNC (" + validity + " " + modSeq + "))");
            assertThat(client.tagged("b"))
                    .contains("* VANISHED (EARLIER) 1\n")
                    .containsPattern("\\* 1 FETCH \\(UID 2 MODSEQ \\([0-9]+\\) FLAGS \\(\\\\Seen\\)\\)")
                    .doesNotContain("UID 3");
            client.say("c STORE 1 +FLAGS.SILENT (\\Deleted)");
            client.tagged("c");
            client.say("d EXPUNGE");
            assertThat(client.tagged("d")).contains("* VANISHED 2\n");
        }
    }

    @Test
    void endsASessionWhoseMailboxIsDeleted() throws Exception {
        fill("doomed", 1);
        try (ScriptedClient client = selected("doomed");
                ScriptedClient other = stage.login()) {
            other.ask("a DELETE doomed", "a OK");
            client.say("b NOOP");
            assertThat(client.rest()).contains("* BYE The selected mailbox was deleted");
        }
    }
}
