// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COMPRESS=DEFLATE (RFC 4978): whole messages both ways, and what a client does with it that it should not. */
class ImapCompressTest {
    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new ImapStage(home);
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    private static ScriptedClient compressed() throws Exception {
        return stage.login().ask("c COMPRESS DEFLATE", "c OK").compress();
    }

    @Test
    void aMessageThatIsSmallWhenItIsDeflatedIsStoredAndReadWhole() throws Exception {
        String message = "Subject: zeros\r\n\r\n" + "0".repeat(ImapStage.MESSAGE_LIMIT - 100);
        try (ScriptedClient client = compressed()) {
            client.raw("a APPEND Drafts {" + message.length() + "+}\r\n" + message + "\r\n");
            assertThat(client.tagged("a")).contains("a OK [APPENDUID");
            client.say("b SELECT Drafts");
            client.tagged("b");
            client.say("d FETCH 1 RFC822.SIZE");
            assertThat(client.tagged("d")).contains("RFC822.SIZE " + message.length());
            client.say("e FETCH 1 BODY.PEEK[]").line();
            client.pass(message.length());
            assertThat(client.tagged("e")).startsWith(")\n");
        }
    }

    @Test
    void compressionIsListedWhileItIsNotActive() throws Exception {
        try (ScriptedClient client = compressed()) {
            client.say("a CAPABILITY");
            assertThat(client.tagged("a")).doesNotContain("COMPRESS=DEFLATE");
            client.ask("b COMPRESS DEFLATE", "b NO [COMPRESSIONACTIVE]");
        }
        try (ScriptedClient client = stage.login()) {
            client.say("a CAPABILITY");
            assertThat(client.tagged("a")).contains("COMPRESS=DEFLATE");
            client.ask("b COMPRESS LZW", "b NO");
        }
    }

    @Test
    void aBombEndsItsSessionAsALineOfThatLengthDoesAndNoOther() throws Exception {
        try (ScriptedClient other = compressed();
                ScriptedClient client = compressed()) {
            sendUntilItCloses(client, "a NOOP " + "x".repeat(64 * 1024 * 1024));
            assertThat(client.rest()).doesNotContain("a OK");
            other.ask("a NOOP", "a OK");
        }
    }

    private static void sendUntilItCloses(ScriptedClient client, String octets) throws IOException {
        try {
            client.raw(octets);
        } catch (SocketException | SSLException closed) {
            // The server has closed, which rest() sees.
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void octetsThatAreNotDeflatedEndTheSessionAndNoOther() throws Exception {
        try (ScriptedClient other = compressed();
                ScriptedClient client = stage.login()) {
            client.ask("c COMPRESS DEFLATE", "c OK");
            client.raw("\u00ff\u00ff\u00ff\u00ff a NOOP\r\n");
            assertThat(client.rest()).doesNotContain("a OK");
            other.ask("a NOOP", "a OK");
        }
    }
}
