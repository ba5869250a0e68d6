// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may stand as the author of a message, and what a header looks like, on a port whose sender is {@code own} and on others. */
class MessageAuthorTest {
    private static final String REST = "Subject: s\r\n\r\nx\r\n";
    private static final String ALICE = "AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";

    /** Each would have a reader show the boss. */
    private static final List<String> WRONG_FORM = List.of(
            "",
            "\r\nFrom: boss@example.org\r\n",
            "From: alice@example.org\r\nno field\r\nFrom: boss@example.org\r\n",
            "\u00ef\u00bb\u00bfFrom: boss@example.org\r\n",
            "\u00ef\u00bb\u00bfFrom: boss@example.org\r\nFrom: alice@example.org\r\n",
            "From\u00c2\u00a0: boss@example.org\r\nFrom: alice@example.org\r\n",
            "From : boss@example.org\r\nFrom: alice@example.org\r\n",
            "From\t: alice@example.org\r\n",
            "F\u00e5rom: boss@example.org\r\nFrom: alice@example.org\r\n",
            "From boss@example.org Mon Nov 30 10:00:00 2026\r\nFrom: alice@example.org\r\n",
            ": x\r\nFrom: alice@example.org\r\n",
            "Subject: a\r\n \r\nFrom: alice@example.org\r\n",
            "From: alice@example.org\r\n \r\n <boss@example.org>\r\n",
            "From: alice@example.org\r\nFROM: boss@example.org\r\n",
            "from: alice@example.org\r\nFrom: alice@example.org\r\n",
            "From: alice@example.org\r\nSender: alice@example.org\r\nSender: boss@example.org\r\n",
            "From:\r\n",
            "From: <>\r\n",
            "From: Alice\r\n",
            "From: Company, Inc. <alice@example.org>\r\n",
            "From: boss@example.org <alice@example.org>\r\n",
            "From: alice@example.org <alice@example.org>\r\n",
            "From: <boss@example.org> <alice@example.org>\r\n",
            "From: <alice@example.org> boss@example.org\r\n",
            "From: alice@example.org,\r\n",
            "From: team:;\r\n",
            "From: team: alice@example.org;\r\n",
            "From: <@boss.example,@b.example:alice@example.org>\r\n",
            "From: (<boss@example.org>) alice@example.org\r\n",
            "From: alice@example.org (<boss@example.org>)\r\n",
            "From: alice(boss)@example.org\r\n",
            "From: alice\r\n @example.org\r\n",
            "From: <alice@\r\n\texample.org>\r\n",
            "From: alice@[127.0.0.1]\r\n",
            "From: alice@b\u00c3\u00bccher.example\r\n",
            "From: alice@example.org.\r\n",
            "From: =?utf-8?q?boss=40example.org?=\r\n",
            "From: =?utf-8?q?alice=40example.org?= =?utf-8?q?x?= <alice@example.org>\r\n",
            "From: x =?utf-8?q?alice=40example.org?= <alice@example.org>\r\n",
            "From: =?utf-8?q?=3Cboss=40example.org=3E=2C?= <alice@example.org>\r\n",
            "From: =?utf-8?q?x=0D=0AFrom:_boss?= <alice@example.org>\r\n",
            "From: =?no-such-charset?q?x?= <alice@example.org>\r\n",
            "From: Al\u00ef\u00bb\u00bfice <alice@example.org>\r\n",
            "From: Al\u00c2\u0085ice <alice@example.org>\r\n",
            "From: Al\u00e2\u0080\u00a8ice <alice@example.org>\r\n",
            "From: Al\u000bice <alice@example.org>\r\n",
            "From: Al\u00fcice <alice@example.org>\r\n",
            "From: \"Alice <alice@example.org>\r\n",
            "From: alice@example.org\r\nSender: Company, Inc. <alice@example.org>\r\n",
            "From: alice@example.org\r\nSender:\r\n",
            "From: " + "(".repeat(100_000) + " alice@example.org\r\n",
            "From: \"" + "A".repeat(100_000) + "\" <alice@example.org>\r\n");

    private static final List<String> FOREIGN = List.of(
            "From: =?utf-8?q?boss=40example.org?= <alice@example.org>\r\n",
            "From: boss@example.org\r\n",
            "from:Boss <boss@example.org>\r\n",
            "From:\r\n boss@example.org\r\n",
            "From: alice@example.org, boss@example.org\r\nSender: alice@example.org\r\n",
            "From: alice@example.org\r\nSender: boss@example.org\r\n",
            "From: alice@example.org\r\nResent-From: boss@example.org\r\n",
            "From: alice@example.org\r\nResent-From: alice@example.org\r\nResent-Sender: boss@example.org\r\n",
            "From: \"alice@example.org\" <boss@example.org>\r\n",
            "From: \"alice@example.org\"@example.org\r\n",
            "From: alice@xn--bcher-kva.example\r\n",
            "X: y\r\n".repeat(20_000) + "From: boss@example.org\r\n",
            "X: " + "y".repeat(100_000) + "\r\nFrom: boss@example.org\r\n");

    private static final List<String> OWN = List.of(
            "From: =?utf-8?q?alice=40example.org?= <alice@example.org>\r\n",
            "From: alice@example.org\r\n",
            "FROM:<alice@example.org>\r\n",
            "From: \"alice\"@example.org\r\n",
            "From: \"boss@example.org\" <alice@example.org>\r\n",
            "From: \"Company, Inc.\" <alice@example.org>\r\n",
            "From: J. Q. Public\r\n <alice@example.org>\r\n",
            "From: M\u00c3\u00bcller <alice@example.org> (here)\r\n",
            "From: =?utf-8?q?M=C3=BCller=2C_A?= <alice@example.org>\r\nSender: alice@example.org\r\n",
            "Resent-From: alice@example.org\r\nFrom: alice@example.org, Alice <alice@example.org>\r\n",
            "X: y\r\n".repeat(10_000) + "From: alice@example.org\r\n");

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
    void aHeaderThatReadersReadDifferentlyIsRefusedForItsForm() throws Exception {
        for (String header : WRONG_FORM) {
            assertThat(submit(header)).as(header).startsWith("550 5.6.0 ");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void anAuthorWhoIsNotTheUserIsRefusedAsTheirAddress() throws Exception {
        for (String header : FOREIGN) {
            assertThat(submit(header)).as(header).startsWith("550 5.7.1 From and Sender must be addresses of yours");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void whatClientsWriteIsTakenAsItIs() throws Exception {
        for (String header : OWN) {
            assertThat(submit(header)).as(header).startsWith("250 ");
        }
        assertThat(stage.queue.mails().stream().map(mail -> mail.withoutTrace()))
                .isEqualTo(OWN.stream().map(header -> header + REST).toList());
    }

    @Test
    void aNameThatWantsQuotesIsToldSo() throws Exception {
        assertThat(submit("From: Company, Inc. <alice@example.org>\r\n"))
                .contains("The form of From or Sender is wrong")
                .contains("From: \"Company, Inc.\" <you@example.org>");
        assertThat(submit("")).contains("The header has no From");
        assertThat(submit("From : alice@example.org\r\n")).contains("no blank before the colon");
    }

    @Test
    void nothingIsPutIntoOurTraceFieldsOnAnyPort() throws Exception {
        for (String blank : List.of(" ", "\t")) {
            String forged = blank + "by boss.example; yesterday\r\nFrom: alice@example.org\r\n";
            assertThat(submit(forged)).startsWith("550 5.6.0 The first line");
            assertThat(bringTo25(forged + REST)).startsWith("550 5.6.0 The first line");
            assertThat(bringTo25(blank + "\r\n" + REST)).startsWith("550 5.6.0 The first line");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void mailFromElsewhereIsTakenWhateverItsHeaderIs() throws Exception {
        List<String> messages = List.of(
                "\r\nno header at all\r\n",
                "text alone\r\n",
                "From boss@example.org Mon Nov 30 10:00:00 2026\r\nFrom: a@b.example\r\n\r\nx\r\n",
                "From : a@b.example\r\nFROM: c@d.example\r\nBcc: e@f.example\r\n\r\nx\r\n",
                "\u00ef\u00bb\u00bfSubject: \u00fc\r\n" + REST);
        for (String message : messages) {
            assertThat(bringTo25(message)).startsWith("250 ");
        }
        assertThat(stage.queue.mails().stream().map(mail -> mail.withoutTrace()))
                .isEqualTo(messages);
    }

    private String submit(String header) throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(submissions())) {
            client.expect("220").ask("EHLO client", "250").ask("AUTH PLAIN " + ALICE, "235");
            return send(client, "alice@example.org", header + REST);
        }
    }

    private int port;

    private int submissions() throws Exception {
        port = port == 0 ? stage.open(BuiltInPolicies.SUBMISSIONS) : port;
        return port;
    }

    private String bringTo25(String message) throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO there.example", "250");
            return send(client, "someone@there.example", message);
        }
    }

    private static String send(ScriptedClient client, String sender, String message) throws Exception {
        client.ask("MAIL FROM:<" + sender + ">", "250").ask("RCPT TO:<bob@example.org>", "250");
        client.ask("DATA", "354").raw(message + ".\r\n").say("QUIT");
        return client.rest();
    }
}
