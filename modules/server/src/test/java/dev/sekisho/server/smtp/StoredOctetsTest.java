// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored of a message below our own trace: its octets, without the fields that are for nobody behind us. */
class StoredOctetsTest {
    private static final String ALICE = "AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";
    private static final String FROM = "From: alice@example.org\r\n";
    private static final String RETURN_PATHS =
            "Return-Path: <other@example.com>\r\nRETURN-PATH:\r\n <more@example.com>\r\n";
    private static final String BLIND_COPIES =
            "Bcc: hidden@example.org\r\nbcc:\r\n\thidden@example.org,\r\n hidden@example.net\r\nResent-Bcc: x@y.example\r\n";

    private static final List<String> ODD = List.of(
            FROM + "\r\n",
            FROM + "\r\nno Date, no Message-ID, no MIME-Version\r\n",
            "Subject:\r\n\t folded \r\n\t twice  \r\n" + FROM + "\r\nx \t\r\n\r\n\r\n",
            FROM + "Subject: \u00fc\u00e9\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00ff\u00fe\u0080\r\n",
            FROM + "X: " + "y".repeat(5_000) + "\r\n\r\n" + "z".repeat(50_000) + "\r\n",
            FROM + "Content-Type: multipart/mixed\r\n\r\n--no boundary\r\n",
            FROM + "DKIM-Signature: v=1; a=rsa-sha256;\r\n\tbh=abc;\r\n b=def\r\n\r\nsigned\r\n",
            FROM + "\r\n" + RETURN_PATHS + BLIND_COPIES);

    @TempDir
    Path directory;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void mailFromElsewhereIsKeptAsItCameButForReturnPaths() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO there.example", "250");
            for (String message : ODD) {
                data(client, BLIND_COPIES + message);
                data(client, RETURN_PATHS + BLIND_COPIES + message);
                chunks(client, RETURN_PATHS + BLIND_COPIES + message);
            }
        }
        assertStored(BLIND_COPIES);
    }

    @Test
    void submissionsLoseTheirBlindCopiesToo() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250").ask("AUTH PLAIN " + ALICE, "235");
            for (String message : ODD) {
                data(client, message);
                data(client, RETURN_PATHS + BLIND_COPIES + message);
                chunks(client, BLIND_COPIES + message);
            }
        }
        assertStored("");
    }

    private void assertStored(String before) {
        List<String> expected = ODD.stream()
                .flatMap(message -> java.util.Collections.nCopies(3, before + message).stream())
                .toList();
        assertThat(stage.queue.mails().stream().map(mail -> mail.withoutTrace()))
                .isEqualTo(expected);
        assertThat(stage.queue.mails()).allMatch(mail -> sizeIsThatOfTheOctets(mail));
    }

    private static boolean sizeIsThatOfTheOctets(dev.sekisho.server.RecordingMailQueue.Kept mail) {
        return mail.size() == mail.content().length();
    }

    private static void data(ScriptedClient client, String message) throws Exception {
        client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
        client.ask("DATA", "354").raw(message + ".\r\n").expect("250");
    }

    private static void chunks(ScriptedClient client, String message) throws Exception {
        client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
        int octets = message.getBytes(StandardCharsets.ISO_8859_1).length;
        int first = Math.min(5, octets);
        client.raw("BDAT " + first + "\r\n" + message.substring(0, first)).expect("250");
        client.raw("BDAT " + (octets - first) + " LAST\r\n" + message.substring(first))
                .expect("250");
    }
}
