// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the mailets that ship do to a message on its way to mailboxes here. */
class ShippedMailetsTest {
    private static final String[] BOTH = {"alice@example.org", "bob@example.org"};

    private ImapStage stage;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        stage = new ImapStage(home);
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    private void deliver(String message) throws Exception {
        stage.spool(message, BOTH);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stage.number("SELECT COUNT(*) FROM messages") == 2
                        && stage.number("SELECT COUNT(*) FROM queue_mails") == 0);
    }

    @Test
    void theBodyThatWasQueuedIsTheOneInBothMailboxes() throws Exception {
        deliver("From: someone@example.net\r\nSubject: once\r\n\r\nbody\r\n");

        assertThat(stage.number("SELECT MAX(id) FROM bodies")).isEqualTo(1);
        assertThat(stage.number("SELECT COUNT(DISTINCT body_id) FROM messages")).isEqualTo(1);
    }

    @Test
    void aMessageThatIsSplitByAMatcherIsKeptOnceForThoseHereAndThoseElsewhere() throws Exception {
        String large = "0123456789abcdef\r\n".repeat(20_000);
        stage.spool("From: someone@example.net\r\n\r\n" + large, BOTH[0], BOTH[1], "carol@elsewhere.example");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stage.number("SELECT COUNT(*) FROM messages") == 2
                        && stage.number("SELECT COUNT(*) FROM outgoing_messages") == 1
                        && stage.number("SELECT COUNT(*) FROM queue_mails") == 0);

        assertThat(stage.number("SELECT MAX(id) FROM bodies")).isEqualTo(1);
        assertThat(stage.number("SELECT body_id FROM outgoing_messages")).isEqualTo(1);
        assertThat(stage.number("SELECT COUNT(*) FROM messages WHERE body_id = 1"))
                .isEqualTo(2);
    }

    @Test
    void noShippedMailetWritesAMessageAnew() throws Exception {
        String message = "Bcc: hidden@example.org\r\nbCC:\r\n folded@example.org\r\nSubject:\ttwice\r\n"
                + "DKIM-Signature: v=1; bh=\r\n\tx\r\nno field\r\n\r\nlong " + "x".repeat(1_200) + "\r\n.\r\n\r\n";
        stage.spool(message, "alice@example.org", "carol@elsewhere.example");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stage.number("SELECT COUNT(*) FROM messages") == 1
                        && stage.number("SELECT COUNT(*) FROM outgoing_messages") == 1
                        && stage.number("SELECT COUNT(*) FROM queue_mails") == 0);

        assertThat(stage.number("SELECT MAX(id) FROM bodies")).isEqualTo(1);
        assertThat(stage.number("SELECT body_id FROM outgoing_messages")).isEqualTo(1);
        try (ScriptedClient client = stage.login()) {
            client.say("s SELECT INBOX");
            client.tagged("s");
            client.say("f FETCH 1 BODY.PEEK[]");
            assertThat(client.tagged("f"))
                    .contains(("Return-Path: <someone@example.net>\r\nDelivered-To: alice@example.org\r\n" + message)
                            .replace("\r\n", "\n"));
        }
    }
}
