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

/** CATENATE (RFC 4469): messages put together of texts and of what is in mailboxes. */
class ImapCatenateTranscriptTest {
    private static final String ORIGINAL = "Subject: one\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>second\r\n--b--\r\n";

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

    private static ScriptedClient with(String box) throws Exception {
        ScriptedClient client = stage.login();
        client.ask("z CREATE " + box, "z OK");
        client.raw("z APPEND " + box + " {" + ORIGINAL.length() + "+}\r\n" + ORIGINAL + "\r\n")
                .expect("z OK");
        client.say("z SELECT " + box);
        client.tagged("z");
        return client;
    }

    private static String text(ScriptedClient client, int uid) throws Exception {
        client.say("z UID FETCH " + uid + " (BODY.PEEK[])");
        return client.tagged("z");
    }

    @Test
    void putsTextsAndSectionsTogether() throws Exception {
        try (ScriptedClient client = with("texts")) {
            new ImapTranscript(client).play("""
                    C: a APPEND texts (\\Seen) CATENATE (TEXT {14}
                    S: + OK
                    C: Subject: two<cr> URL "/texts/;UID=1/;SECTION=2.MIME" TEXT {3+}
                    C: [ <cr> URL ";UID=1/;SECTION=2/;PARTIAL=1.4" URL texts/;UID=1/;section=1)
                    S: * 2 EXISTS
                    S: * <any> RECENT
                    S: a OK [APPENDUID <any> 2] APPEND completed
                    """.replace("[ <cr>", "[]<cr>").replace("{3+}", "{4+}"));
            assertThat(text(client, 2)).contains("Subject: two\nContent-Type: text/html\n\n[]\np>sefirst)");
            client.ask("c FETCH 1 (FLAGS)", "* 1 FETCH (FLAGS (\\Recent))").expect("c OK");
        }
    }

    @Test
    void aWholeMessageIsTakenAsItIs() throws Exception {
        try (ScriptedClient client = with("whole")) {
            client.ask("a APPEND whole CATENATE (URL \"/whole/;UID=1\")", "* 2 EXISTS");
            assertThat(client.tagged("a")).contains("a OK [APPENDUID");
            assertThat(text(client, 2).replace("UID 2", "UID 1").replace("* 2", "* 1"))
                    .isEqualTo(text(client, 1));
        }
    }

    @Test
    void whatCannotBeFoundIsABadUrlAndStoresNothing() throws Exception {
        try (ScriptedClient client = with("bad")) {
            new ImapTranscript(client).play("""
                    C: a APPEND bad CATENATE (URL "/bad/;UID=1" URL "/bad/;UID=9")
                    S: a NO [BADURL /bad/;UID=9] There is no such message or part of one
                    C: b APPEND bad CATENATE (URL "/bad;UIDVALIDITY=1/;UID=1")
                    S: b NO [BADURL /bad;UIDVALIDITY=1/;UID=1] <any>
                    C: c APPEND bad CATENATE (URL "/missing/;UID=1")
                    S: c NO [BADURL /missing/;UID=1] <any>
                    C: d APPEND bad CATENATE (URL "/bad/;UID=1/;SECTION=3")
                    S: d NO [BADURL /bad/;UID=1/;SECTION=3] <any>
                    C: e APPEND bad CATENATE (URL "imap://mx.example.org/bad/;UID=1")
                    S: e NO [BADURL imap://mx.example.org/bad/;UID=1] <any>
                    C: f APPEND bad CATENATE (URL "] \\\\")
                    S: f NO [BADURL %5D%20%5C] <any>
                    C: g APPEND bad CATENATE ()
                    S: g BAD <any>expected URL or TEXT
                    C: h APPEND bad CATENATE (URL /bad/;UID=1
                    S: h BAD <any>
                    C: i APPEND missing CATENATE (URL "/bad/;UID=1")
                    S: i NO [TRYCREATE] There is no such mailbox, create it first
                    C: j STATUS bad (MESSAGES)
                    S: * STATUS "bad" (MESSAGES 1)
                    S: j OK STATUS completed
                    """);
        }
    }

    @Test
    void aMessageIsNotBiggerForBeingPutTogether() throws Exception {
        try (ScriptedClient client = with("big")) {
            int half = ImapStage.MESSAGE_LIMIT / 2 + 1;
            client.raw("a APPEND big {" + half + "+}\r\na: b\r\n\r\n" + "x".repeat(half - 8) + "\r\n");
            client.tagged("a");
            client.ask("b APPEND big CATENATE (URL \"/big/;UID=2\" URL \"/big/;UID=2\")", "b NO [TOOBIG]");
            client.ask("c APPEND big CATENATE (TEXT {" + half + "}", "+ OK");
            client.raw("x".repeat(half) + " TEXT {" + half + "}\r\n").expect("c NO [TOOBIG]");
            client.ask("d NOOP", "d OK");
        }
    }

    @Test
    void aMessageOfSomebodyElseIsNotFound() throws Exception {
        try (ScriptedClient client = with("mine");
                ScriptedClient bob = stage.connect()) {
            client.ask("a NOOP", "a OK");
            bob.say("l LOGIN bob@example.org secret");
            bob.tagged("l");
            bob.ask("a APPEND INBOX CATENATE (URL \"/mine/;UID=1\")", "a NO [BADURL /mine/;UID=1]");
        }
    }
}
