// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms that real clients and real messages have, and what clients rely on in the answers. */
class ImapClientFormsTest {
    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new ImapStage(home);
        stage.service(UsersRepository.class).addUser(Username.of("umlaut@example.org"), "Günther-long");
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    /** What is answered to a FETCH of all messages of a mailbox with these. */
    private static String fetched(String box, String items, String... messages) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("z CREATE " + box, "z OK");
            for (String message : messages) {
                client.raw("z APPEND " + box + " {" + message.length() + "+}\r\n" + message + "\r\n")
                        .expect("z OK");
            }
            client.say("z SELECT " + box);
            client.tagged("z");
            client.say("a FETCH 1:* " + items);
            return client.tagged("a");
        }
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void answersNamesThatCannotBeDecoded() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a LIST \"\" \"R&D\"", "a OK")
                    .ask("b CREATE \"R&D\"", "b ")
                    .ask("c NOOP", "c OK");
        }
    }

    @Test
    void takesADayOfOneDigit() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.raw("a APPEND Sent (\\Seen) \"3-Feb-2025 18:28:47 +0000\" {6+}\r\na: b\r\n\r\n")
                    .expect("a OK [APPENDUID ");
            client.say("b SELECT Sent");
            client.tagged("b");
            client.say("c FETCH * INTERNALDATE");
            assertThat(client.tagged("c")).contains("\" 3-Feb-2025 18:28:47 +0000\"");
        }
    }

    @Test
    void tellsATransferEncodingThatWasQuotedSoThatItCanBeRead() throws Exception {
        String message = "Content-Type: text/plain\r\nContent-Transfer-Encoding: \"base64\"\r\n\r\nQUFB\r\n";
        assertThat(fetched("quotedcte", "BODYSTRUCTURE", message)).contains(" NIL NIL \"base64\" 6 1 ");
    }

    @Test
    void tellsNamesOfAttachmentsAsTheyStandInTheMessage() throws Exception {
        String answer = fetched(
                "names",
                "BODYSTRUCTURE",
                "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=UTF-8''%E2%82%AC.pdf\r\n\r\nA\r\n",
                "Content-Type: application/pdf; name=\"=?UTF-8?B?w6QucGRm?=\"\r\n\r\nA\r\n");
        assertThat(answer)
                .contains("\"filename*\" \"UTF-8''%E2%82%AC.pdf\"")
                .contains("\"name\" \"=?UTF-8?B?w6QucGRm?=\"");
    }

    @Test
    void tellsAQuotedNameWithoutItsQuotes() throws Exception {
        assertThat(fetched("quotedname", "ENVELOPE", "From: \"Doe, John\" <j@example.net>\r\n\r\nx\r\n"))
                .contains("((\"Doe, John\" NIL \"j\" \"example.net\"))");
    }

    @Test
    void keepsTheOctetsOfRawUtf8() throws Exception {
        String from = octets("Jörg");
        String message = "From: " + from + " <joerg@example.net>\r\nSubject: " + octets("Grüße") + "\r\n\r\nx\r\n";
        assertThat(fetched("rawutf8", "(ENVELOPE BODY.PEEK[HEADER.FIELDS (FROM)])", message))
                .contains("{5}\n" + from + " NIL \"joerg\" \"example.net\"")
                .contains("From: " + from + " <joerg@example.net>");
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT rawutf8");
            client.tagged("a");
            client.say("b SEARCH CHARSET UTF-8 SUBJECT \"" + octets("grüße") + "\"");
            assertThat(client.tagged("b")).contains("* SEARCH 1\n");
        }
    }

    @Test
    void leavesNoMailboxSelectedAfterAFailedSelect() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT INBOX");
            client.tagged("a");
            client.say("b SELECT Nope");
            assertThat(client.tagged("b")).contains("b NO [NONEXISTENT]");
            client.ask("c FETCH 1 (UID)", "c BAD");
        }
    }

    @Test
    void leavesWhatIsBelowInboxWhereItIs() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE INBOX.kid", "a OK").ask("b RENAME INBOX renamed", "b OK");
            client.say("c LIST \"\" \"*kid\"");
            assertThat(client.tagged("c")).contains("\"INBOX.kid\"").doesNotContain("renamed.kid");
            client.say("d STATUS INBOX (MESSAGES)");
            assertThat(client.tagged("d")).contains("MESSAGES 0");
        }
    }

    @Test
    void takesAPasswordBeyondAsciiInEveryForm() throws Exception {
        String password = octets("Günther-long");
        try (ScriptedClient client = stage.connect()) {
            client.ask("a LOGIN umlaut@example.org {" + password.length() + "}", "+ ")
                    .ask(password, "a OK");
        }
        try (ScriptedClient client = stage.connect()) {
            client.ask("a LOGIN umlaut@example.org \"" + password + "\"", "a OK");
        }
        try (ScriptedClient client = stage.connect()) {
            byte[] plain = "\0umlaut@example.org\0Günther-long".getBytes(StandardCharsets.UTF_8);
            client.ask("a AUTHENTICATE PLAIN " + Base64.getEncoder().encodeToString(plain), "a OK");
        }
    }

    @Test
    void tellsThePartsOfAMessageTogetherAsAlone() throws Exception {
        String message = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\n"
                + "Content-Type: text/plain\r\n\r\nAAAA\r\n--b--\r\n";
        assertThat(fetched("together", "(BODY.PEEK[2.MIME] BODY.PEEK[2] BODY.PEEK[2]<0.3>)", message))
                .contains("BODY[2.MIME] {28}\nContent-Type: text/plain\n\n BODY[2] {4}\nAAAA BODY[2]<0> {3}\nAAA)");
    }

    @Test
    void tellsTheHeaderOfTheOnlyPart() throws Exception {
        String single = "Subject: s\r\nContent-Type: text/plain\r\n\r\nhello\r\n";
        String multi =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b--\r\n";
        assertThat(fetched("onlypart", "(BODY.PEEK[1.MIME])", single, multi))
                .contains("* 1 FETCH (BODY[1.MIME] {")
                .contains("* 2 FETCH (BODY[1.MIME] {28}\nContent-Type: text/plain\n")
                .contains("a OK FETCH completed");
    }
}
