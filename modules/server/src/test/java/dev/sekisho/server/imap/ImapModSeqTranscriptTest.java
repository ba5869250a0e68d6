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

/** CONDSTORE and QRESYNC, section by section of RFC 7162 3. */
class ImapModSeqTranscriptTest {
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

    private static ScriptedClient with(String box, int messages) throws Exception {
        ScriptedClient client = stage.login();
        client.ask("z CREATE " + box, "z OK");
        for (int i = 0; i < messages; i++) {
            client.raw("z APPEND " + box + " {6+}\r\na: b\r\n\r\n").expect("z OK");
        }
        return client;
    }

    private static void select(ScriptedClient client, String box) throws Exception {
        client.say("z SELECT " + box);
        client.tagged("z");
    }

    @Test
    void theFirstCommandThatAsksForModSeqsIsToldThoseOfTheMailbox() throws Exception {
        try (ScriptedClient client = with("first", 1)) {
            select(client, "first");
            new ImapTranscript(client).play("""
                    C: a FETCH 1 (MODSEQ)
                    S: * 1 FETCH (MODSEQ (2))
                    S: * OK [HIGHESTMODSEQ 2] Highest
                    S: a OK FETCH completed
                    C: b FETCH 1 (MODSEQ)
                    S: * 1 FETCH (MODSEQ (2))
                    S: b OK FETCH completed
                    """);
        }
    }

    @Test
    void uidsAndModSeqsAreToldWithEveryChangeOnceAskedFor() throws Exception {
        try (ScriptedClient client = with("both", 2)) {
            client.say("z SELECT both (CONDSTORE)");
            client.tagged("z");
            new ImapTranscript(client).play("""
                    C: a STORE 1 +FLAGS (\\Flagged)
                    S: * 1 FETCH (UID 1 MODSEQ (4) FLAGS (\\Flagged \\Recent))
                    S: a OK STORE completed
                    C: b STORE 1 +FLAGS.SILENT (\\Answered)
                    S: * 1 FETCH (UID 1 MODSEQ (5))
                    S: b OK STORE completed
                    C: c FETCH 2 (BODY[]<0.1>)
                    S: * 2 FETCH (BODY[]<0> {1}
                    S: a UID 2 MODSEQ (6) FLAGS (\\Seen \\Recent))
                    S: c OK FETCH completed
                    """);
        }
    }

    @Test
    void aConditionalStoreTellsModSeqsOfAllThatItNames() throws Exception {
        try (ScriptedClient client = with("condition", 3)) {
            select(client, "condition");
            new ImapTranscript(client).play("""
                    C: a UID STORE 2 FLAGS.SILENT (\\Flagged)
                    S: a OK UID STORE completed
                    C: b STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Flagged)
                    S: * 1 FETCH (UID 1 MODSEQ (6))
                    S: * 3 FETCH (UID 3 MODSEQ (6))
                    S: * 2 FETCH (UID 2 MODSEQ (5) FLAGS (\\Flagged \\Recent))
                    S: * OK [HIGHESTMODSEQ 6] Highest
                    S: b OK [MODIFIED 2] Some messages have changed since, and were left as they are
                    C: c STORE 1 (UNCHANGEDSINCE 6) +FLAGS.SILENT (\\Flagged)
                    S: * 1 FETCH (UID 1 MODSEQ (6))
                    S: c OK STORE completed
                    C: d UID STORE 1:3 (UNCHANGEDSINCE 0) +FLAGS.SILENT ($x)
                    S: * 1 FETCH (UID 1 MODSEQ (6) FLAGS (\\Flagged \\Recent))
                    S: * 2 FETCH (UID 2 MODSEQ (5) FLAGS (\\Flagged \\Recent))
                    S: * 3 FETCH (UID 3 MODSEQ (6) FLAGS (\\Flagged \\Recent))
                    S: d OK [MODIFIED 1:3] Some messages have changed since, and were left as they are
                    """);
        }
    }

    @Test
    void searchAndSortTellTheHighestModSeqOfWhatTheyFind() throws Exception {
        try (ScriptedClient client = with("searched", 3)) {
            select(client, "searched");
            new ImapTranscript(client).play("""
                    C: a SEARCH MODSEQ 3
                    S: * SEARCH 2 3 (MODSEQ 4)
                    S: * OK [HIGHESTMODSEQ 4] Highest
                    S: a OK SEARCH completed
                    C: b SEARCH MODSEQ 9
                    S: * SEARCH
                    S: b OK SEARCH completed
                    C: c SEARCH RETURN (MIN) MODSEQ "/flags/\\\\draft" all 3
                    S: * ESEARCH (TAG "c") MIN 2 MODSEQ 3
                    S: c OK SEARCH completed
                    C: d SORT (REVERSE ARRIVAL) UTF-8 MODSEQ 3
                    S: * SORT <any> (MODSEQ 4)
                    S: d OK SORT completed
                    C: e SORT (ARRIVAL) UTF-8 MODSEQ 9
                    S: * SORT
                    S: e OK SORT completed
                    """);
        }
    }

    @Test
    void whatQresyncAsksForIsForClientsThatHaveEnabledIt() throws Exception {
        try (ScriptedClient client = with("enabled", 1)) {
            select(client, "enabled");
            new ImapTranscript(client).play("""
                    C: a SELECT enabled (QRESYNC (1 1))
                    S: a BAD QRESYNC is for clients that have enabled it
                    C: b UID FETCH 1 (FLAGS) (CHANGEDSINCE 1 VANISHED)
                    S: b BAD VANISHED is for clients that have enabled QRESYNC
                    C: c UID FETCH 1 (FLAGS) (VANISHED)
                    S: c BAD <any>CHANGEDSINCE with VANISHED
                    C: d FETCH 1 (FLAGS) (CHANGEDSINCE 1 VANISHED)
                    S: d BAD <any>
                    C: e FETCH 1 (UID)
                    S: * 1 FETCH (UID 1)
                    S: e OK FETCH completed
                    C: f ENABLE CONDSTORE QRESYNC X
                    S: * ENABLED CONDSTORE QRESYNC
                    S: * OK [HIGHESTMODSEQ 2] Highest
                    S: f OK ENABLE completed
                    """);
        }
    }

    @Test
    void anExpungeTellsWhereItLedToAndACloseDoesNot() throws Exception {
        try (ScriptedClient client = with("expunged", 3)) {
            client.ask("z ENABLE QRESYNC", "* ENABLED").expect("z OK");
            select(client, "expunged");
            new ImapTranscript(client).play("""
                    C: a STORE 1,2 +FLAGS.SILENT (\\Deleted)
                    S: * 1 FETCH (UID 1 MODSEQ (5))
                    S: * 2 FETCH (UID 2 MODSEQ (5))
                    S: a OK STORE completed
                    C: b UID EXPUNGE 1
                    S: * VANISHED 1
                    S: b OK [HIGHESTMODSEQ 6] UID EXPUNGE completed
                    C: c EXPUNGE
                    S: * VANISHED 2
                    S: c OK [HIGHESTMODSEQ 7] EXPUNGE completed
                    C: d EXPUNGE
                    S: d OK EXPUNGE completed
                    C: e STORE 1 +FLAGS.SILENT (\\Deleted)
                    S: * 1 FETCH (UID 3 MODSEQ (8))
                    S: e OK STORE completed
                    C: f CLOSE
                    S: f OK CLOSE completed
                    """);
        }
    }

    @Test
    void aClientThatIsNotToldOfExpungesIsToldHowFarItKnows() throws Exception {
        try (ScriptedClient client = with("delayed", 3);
                ScriptedClient other = stage.login()) {
            client.ask("z ENABLE QRESYNC", "* ENABLED").expect("z OK");
            select(client, "delayed");
            select(other, "delayed");
            other.say("x STORE 1 +FLAGS.SILENT (\\Deleted)");
            other.tagged("x");
            client.say("z NOOP");
            client.tagged("z");
            other.say("x EXPUNGE");
            other.tagged("x");
            new ImapTranscript(client).play("""
                    C: a STORE 3 +FLAGS.SILENT (\\Seen)
                    S: * 3 FETCH (UID 3 MODSEQ (7))
                    S: * OK [HIGHESTMODSEQ 5] Expunges are yet to be told
                    S: a OK STORE completed
                    C: b FETCH 2 (FLAGS)
                    S: * 2 FETCH (FLAGS (<any>))
                    S: * OK [HIGHESTMODSEQ 5] Expunges are yet to be told
                    S: b OK FETCH completed
                    C: c NOOP
                    S: * VANISHED 1
                    S: * OK [HIGHESTMODSEQ 7] Highest
                    S: c OK NOOP completed
                    """);
        }
    }

    @Test
    void aClientThatComesBackIsToldOfWhatItNamesAlone() throws Exception {
        try (ScriptedClient client = with("back", 6)) {
            client.ask("z ENABLE QRESYNC", "* ENABLED").expect("z OK");
            client.say("z SELECT back");
            String validity = client.tagged("z").replaceAll("(?s).*UIDVALIDITY ([0-9]+).*", "$1");
            client.say("z STORE 1,2,5,6 +FLAGS.SILENT (\\Deleted)");
            client.tagged("z");
            client.say("z UID EXPUNGE 1,5");
            client.tagged("z");
            client.say("z SELECT back (QRESYNC (" + validity + " 7 3:6))");
            assertThat(client.tagged("z"))
                    .startsWith("* OK [CLOSED]")
                    .contains("* VANISHED (EARLIER) 5\n")
                    .contains("UID 6 MODSEQ")
                    .doesNotContain("UID 2 ");
            client.say("z SELECT back (QRESYNC (" + (Long.parseLong(validity) + 1) + " 7 3:6))");
            assertThat(client.tagged("z")).doesNotContain("VANISHED").doesNotContain("FETCH");
            stage.forgetExpunges();
            client.say("z SELECT back (QRESYNC (" + validity + " 1 1:6 (1:3 2:4)))");
            assertThat(client.tagged("z")).contains("* VANISHED (EARLIER) 5\n");
        }
    }
}
