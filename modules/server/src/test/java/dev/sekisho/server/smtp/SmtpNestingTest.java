// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.NestedMessages;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How deeply the parts of a message may be nested when it comes in by SMTP. */
class SmtpNestingTest {
    private static final String REFUSED = "550 5.6.0 Parts of the message are nested deeper than 100 levels";

    @TempDir
    Path directory;

    private ServerStage stage;
    private ScriptedClient client;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX));
        client.expect("220").ask("EHLO there.example", "250");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void takesAMessageNestedAsDeeplyAsAllowed(NestedMessages kind) throws Exception {
        String message = kind.levels(100);
        data(message).expect("250 2.0.0");
        bdat(message).expect("250 2.0.0");
        assertThat(stage.queue.mails()).hasSize(2);
        assertThat(stage.queue.mails().get(0).withoutTrace()).isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void refusesOneLevelMoreAtTheEndOfTheMessage(NestedMessages kind) throws Exception {
        data(kind.levels(101)).expect(REFUSED);
        bdat(kind.levels(101)).expect(REFUSED);
        client.ask("NOOP", "250");
        assertThat(stage.queue.mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void refusesThousandsOfLevels(NestedMessages kind) throws Exception {
        data(kind.levels(20_000)).expect(REFUSED).ask("NOOP", "250");
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void takesADigestOfManyMessages() throws Exception {
        data(NestedMessages.digestOfMessages(5_000)).expect("250 2.0.0");
    }

    @Test
    void takesAnOldMailboxAsText() throws Exception {
        data("Subject: old mail\r\n\r\n" + NestedMessages.MULTIPART.levels(5_000))
                .expect("250 2.0.0");
    }

    private ScriptedClient data(String message) throws Exception {
        return recipient().ask("DATA", "354").raw(message).say(".");
    }

    private ScriptedClient bdat(String message) throws Exception {
        int half = message.length() / 2;
        return recipient()
                .raw("BDAT " + half + "\r\n" + message.substring(0, half))
                .expect("250")
                .raw("BDAT " + (message.length() - half) + " LAST\r\n" + message.substring(half));
    }

    private ScriptedClient recipient() throws Exception {
        return client.ask("MAIL FROM:<friend@there.example>", "250").ask("RCPT TO:<alice@example.org>", "250");
    }
}
