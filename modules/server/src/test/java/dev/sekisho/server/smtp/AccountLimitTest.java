// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.sql.StoreFullException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user may send to three recipients in an hour. */
class AccountLimitTest {
    private static final PortPolicy POLICY = BuiltInPolicies.SUBMISSIONS.with(
            BuiltInPolicies.SUBMISSIONS.rules(),
            BuiltInPolicies.SUBMISSIONS.limits().with(new SendingLimits(3, 100)));
    private static final String MESSAGE = "From: <%s>\r\n\r\nx\r\n.";

    @TempDir
    Path directory;

    private ServerStage stage;
    private int port;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        port = stage.open(POLICY);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private ScriptedClient client(String user) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString(("\0" + user + "\0secret").getBytes(StandardCharsets.US_ASCII));
        return ScriptedClient.tls(port).expect("220").ask("EHLO client", "250").ask("AUTH PLAIN " + credentials, "235");
    }

    private static ScriptedClient rcpt(ScriptedClient client, int number, String reply) throws Exception {
        return client.ask("RCPT TO:<r" + number + "@far.example>", reply);
    }

    private static ScriptedClient mail(ScriptedClient client, String user) throws Exception {
        return client.ask("MAIL FROM:<" + user + ">", "250");
    }

    @Test
    void aRecipientOverTheLimitIsDeferredAndTheMessageGoesToTheOthers() throws Exception {
        try (ScriptedClient client = client("alice@example.org")) {
            mail(client, "alice@example.org");
            for (int i = 0; i < 3; i++) {
                rcpt(client, i, "250");
            }
            client.say("RCPT TO:<r3@far.example>");
            assertThat(client.reply().strip())
                    .matches(
                            "450 4\\.7\\.1 You may send to 3 recipients in 60 minutes, the next one is accepted at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d[05] UTC");
            rcpt(client, 1, "250 2.1.5");
            for (int i = 4; i < 60; i++) {
                rcpt(client, i, "450 4.7.1");
            }
            client.ask("DATA", "354").ask(MESSAGE.formatted("alice@example.org"), "250");
            mail(client, "alice@example.org");
            rcpt(client, 1, "450 4.7.1").ask("DATA", "503").ask("QUIT", "221");
        }
        assertThat(stage.queue.mails()).hasSize(1);
        assertThat(stage.queue.mails().get(0).recipients()).hasSize(3);
    }

    @Test
    void allConnectionsOfAUserCountTogetherAndOtherUsersDoNot() throws Exception {
        try (ScriptedClient one = client("alice@example.org");
                ScriptedClient two = client("alice@example.org");
                ScriptedClient other = client("bob@example.org")) {
            rcpt(mail(one, "alice@example.org"), 1, "250");
            rcpt(mail(two, "alice@example.org"), 2, "250");
            rcpt(one, 3, "250");
            rcpt(two, 4, "450");
            rcpt(mail(other, "bob@example.org"), 5, "250");
        }
    }

    @Test
    void whatIsResetOrRefusedOrLeftBehindIsGivenBack() throws Exception {
        stage.queue.failWith(new StoreFullException("the disk is full", null));
        try (ScriptedClient client = client("alice@example.org")) {
            fill(client);
            client.ask("RSET", "250");
            fill(client);
            client.ask("EHLO again", "250");
            fill(client);
            client.ask("DATA", "354").ask(MESSAGE.formatted("alice@example.org"), "452");
            fill(client);
            client.ask("DATA", "354").ask(MESSAGE.formatted("bob@example.org"), "550");
            fill(client);
        }
        try (ScriptedClient client = client("alice@example.org")) {
            mail(client, "alice@example.org");
            await().until(() -> client.say("RCPT TO:<r1@far.example>").reply().startsWith("250"));
        }
    }

    /** To as many recipients as there may be. */
    private static void fill(ScriptedClient client) throws Exception {
        mail(client, "alice@example.org");
        for (int i = 0; i < 3; i++) {
            rcpt(client, i, "250");
        }
        rcpt(client, 3, "450");
    }
}
