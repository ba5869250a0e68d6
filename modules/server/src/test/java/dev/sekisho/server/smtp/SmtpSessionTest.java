// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.server.RecordingMailQueue;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpSessionTest {
    private static final String ALICE = base64("\0alice@example.org\0secret");

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
    void takesAMessageOn587AfterStartTlsAndAuth() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<alice@example.org> SIZE=100 BODY=8BITMIME", "250 2.1.0")
                    .ask("RCPT TO:<bob@example.org>", "250 2.1.5")
                    .ask("RCPT TO:<friend@elsewhere.example>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: alice@example.org\r\nSubject: hello\r\n\r\n..x\r\n.\r\n")
                    .expect("250 2.0.0 OK, queued as ")
                    .ask("QUIT", "221 2.0.0");
        }
        RecordingMailQueue.Kept mail = stage.queue.mails().get(0);
        assertThat(mail.sender()).isEqualTo("alice@example.org");
        assertThat(mail.recipients()).containsExactly("bob@example.org", "friend@elsewhere.example");
        assertThat(mail.withoutTrace()).isEqualTo("From: alice@example.org\r\nSubject: hello\r\n\r\n.x\r\n");
        assertThat(mail.content())
                .contains("with ESMTPSA tls TLS_")
                .contains("(listener submission, TLS1.3, user alice@example.org)");
    }

    @Test
    void anAddressIsOneInWhateverSpelling() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<\"alice\"@example.org>", "250 2.1.0")
                    .ask("RCPT TO:<\"bob\"@EXAMPLE.org.>", "250 2.1.5")
                    .ask("RCPT TO:<bob@example.org>", "250 2.1.5")
                    .ask("RCPT TO:<\"b\\o\\b\"@example.org>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: <\"alice\"@example.org>\r\n\r\nx\r\n.\r\n")
                    .expect("250 2.0.0");
        }
        RecordingMailQueue.Kept mail = stage.queue.mails().get(0);
        assertThat(mail.sender()).isEqualTo("alice@example.org");
        assertThat(mail.recipients()).containsExactly("bob@example.org");
    }

    @Test
    void theNullSenderIsTakenWhereFromIsTheUsersOrTheUserMaySendNotices() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<>", "250 2.1.0")
                    .ask("RCPT TO:<bob@example.org>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: alice@example.org\r\n\r\nread\r\n.\r\n")
                    .expect("250 2.0.0")
                    .ask("MAIL FROM:<>", "250 2.1.0")
                    .ask("RCPT TO:<bob@example.org>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: MAILER-DAEMON@satellite.example\r\n\r\nback\r\n.\r\n")
                    .expect("550 5.7.1");
        }
        try (ScriptedClient client = submission(base64("\0bob@example.org\0secret"))) {
            client.ask("MAIL FROM:<>", "250 2.1.0")
                    .ask("RCPT TO:<alice@example.org>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: MAILER-DAEMON@satellite.example\r\n\r\nback\r\n.\r\n")
                    .expect("250 2.0.0")
                    .ask("MAIL FROM:<bob@example.org>", "250 2.1.0")
                    .ask("RCPT TO:<alice@example.org>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("From: MAILER-DAEMON@satellite.example\r\n\r\nno notice\r\n.\r\n")
                    .expect("550 5.7.1");
        }
        assertThat(stage.queue.mails()).hasSize(2);
    }

    @Test
    void aRewrittenSenderIsTakenBackForNoticesAlone() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220")
                    .ask("EHLO x", "250")
                    .ask("MAIL FROM:<>", "250 2.1.0")
                    .ask("RCPT TO:<srs0=made=here@example.org>", "250 2.1.5")
                    .ask("RCPT TO:<srs0=made=elsewhere@example.org>", "550 5.1.1")
                    .ask("RSET", "250")
                    .ask("MAIL FROM:<stranger@elsewhere.example>", "250 2.1.0")
                    .ask("RCPT TO:<srs0=made=here@example.org>", "550 5.7.1");
        }
    }

    @Test
    void whatTheCommandsRefuseIsRefusedInMailAndRcpt() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<b\u00fccher@example.org>", "553 5.6.7")
                    .ask("MAIL FROM:<x@a_b.example>", "501 5.1.7")
                    .ask("MAIL FROM:<" + "a".repeat(65) + "@example.org>", "501 5.1.7")
                    .ask("MAIL FROM:<alice@example.org>", "250 2.1.0")
                    .ask("RCPT TO:<x@b\u00fccher.example>", "553 5.6.7")
                    .ask("RCPT TO:<x@a_b.example>", "501 5.1.3")
                    .ask("RCPT TO:<" + "a".repeat(65) + "@example.org>", "501 5.1.3")
                    .ask("RCPT TO:<x@-a.example>", "501 5.1.3")
                    .ask("RCPT TO:<x@example.org..>", "501 5.1.3")
                    .ask("RCPT TO:<x@192.0.2.300>", "501 5.1.3")
                    .ask("RCPT TO:<u\u001b[1@example.org>", "501 5.1.3")
                    .ask("RCPT TO:<x@[192.0.2.1]>", "250 2.1.5")
                    .ask("RCPT TO:<\"Postmaster\">", "250 2.1.5");
        }
    }

    @Test
    void aUserLogsInByTheirAddressInWhateverSpelling() throws Exception {
        for (String name : List.of("\"alice\"@example.org", "ALICE@EXAMPLE.ORG.", "\"al\\ice\"@Example.org")) {
            try (ScriptedClient client = submission(base64("\0" + name + "\0secret"))) {
                client.ask("MAIL FROM:<alice@example.org>", "250 2.1.0");
            }
        }
    }

    @Test
    void readsAResponseOfAuthOctetByOctet() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO x", "250").ask("AUTH PLAIN", "334");
            for (String octet : (ALICE + "\r\n").split("")) {
                client.raw(octet);
            }
            client.expect("235 2.7.0");
        }
    }

    @Test
    void servesNothingOfSubstanceOn587BeforeTls() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220 mx.example.org");
            client.say("EHLO client");
            assertThat(client.reply()).contains("250-STARTTLS").doesNotContain("AUTH");
            client.ask("AUTH PLAIN " + ALICE, "538 5.7.11")
                    .ask("AUTH PLAIN", "538 5.7.11")
                    .ask("MAIL FROM:<alice@example.org>", "530 5.7.0 Must issue a STARTTLS command first")
                    .ask("XYZZY", "530 5.7.0")
                    .ask("STARTTLS now", "501 5.5.4")
                    .ask("NOOP", "250")
                    .ask("HELP", "214")
                    .ask("RSET", "250")
                    .ask("QUIT", "221");
        }
    }

    @Test
    void forgetsAllThatWasSaidBeforeTls() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO client", "250").ask("MAIL FROM:<x@elsewhere.example>", "250");
            client.ask("STARTTLS", "220").handshake();
            client.ask("RCPT TO:<bob@example.org>", "503 5.5.1")
                    .ask("MAIL FROM:<x@elsewhere.example>", "503 5.5.1")
                    .ask("STARTTLS", "503 5.5.1")
                    .say("EHLO client");
            assertThat(client.reply()).doesNotContain("STARTTLS");
            client.ask("MAIL FROM:<x@elsewhere.example>", "250");
        }
    }

    @Test
    void listsAuthUnderTlsAndNotAfterALogin() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").say("EHLO client");
            assertThat(client.reply()).contains("AUTH PLAIN LOGIN").doesNotContain("STARTTLS");
            client.ask("MAIL FROM:<alice@example.org>", "530 5.7.0 Authentication required")
                    .ask("AUTH GSSAPI", "504 5.5.4")
                    .ask("AUTH", "501 5.5.4")
                    .ask("AUTH PLAIN a b", "501 5.5.4")
                    .ask("AUTH PLAIN %%%", "501")
                    .ask("AUTH PLAIN", "334")
                    .ask("*", "501")
                    .ask("AUTH LOGIN", "334 VXNlcm5hbWU6")
                    .ask(base64("alice@example.org"), "334 UGFzc3dvcmQ6")
                    .ask(base64("secret"), "235 2.7.0")
                    .ask("AUTH PLAIN " + ALICE, "503 5.5.1")
                    .say("EHLO client");
            assertThat(client.reply()).doesNotContain("AUTH");
        }
    }

    @Test
    void closesAfterThreeBadLogins() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250");
            client.ask("AUTH PLAIN " + base64("\0alice@example.org\0wrong"), "535 5.7.8")
                    .ask("AUTH PLAIN " + base64("\0nobody@example.org\0wrong"), "535 5.7.8")
                    .ask("AUTH PLAIN " + base64("\0alice@example.org\0wrong"), "421 4.7.0");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void letsUsersSendAsThemselvesAlone() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<bob@example.org>", "553 5.7.1")
                    .ask("MAIL FROM:<>", "250")
                    .ask("RSET", "250");
            send(client, "alice@example.org", "From: Bob <bob@example.org>\r\n\r\nx\r\n")
                    .expect("550 5.7.1");
            send(client, "alice@example.org", "From: a@x.example\r\nFrom: alice@example.org\r\n\r\nx\r\n")
                    .expect("550 5.6.0");
            send(client, "alice@example.org", "From: alice@example.org\r\nSender: bob@example.org\r\n\r\nx\r\n")
                    .expect("550 5.7.1");
            send(client, "alice@example.org", "From: Alice <alice@example.org>\r\n\r\nx\r\n")
                    .expect("250");
        }
        assertThat(stage.queue.mails()).hasSize(1);
    }

    @Test
    void relaysForNobodyOn25() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO client", "250").ask("AUTH PLAIN " + ALICE, "503 5.5.1");
            client.ask("MAIL FROM:<bob@example.org>", "250")
                    .ask("RCPT TO:<friend@elsewhere.example>", "550 5.7.1")
                    .ask("RCPT TO:<nobody@example.org>", "550 5.1.1")
                    .ask("RCPT TO:<full@example.org>", "452 4.2.2")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("RCPT TO:<bob@@example.org>", "501 5.1.3")
                    .ask("RCPT TO:<böb@example.org>", "553 5.6.7")
                    .ask("MAIL FROM:<bob@example.org>", "503 5.5.1")
                    .ask("ETRN x", "502 5.5.1")
                    .ask("VRFY bob", "252 2.5.2")
                    .ask("EXPN staff", "502 5.5.1")
                    .ask("XYZZY", "500 5.5.2");
        }
    }

    @Test
    void tellsAStrangerOn2525Nothing() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.RELAY))) {
            client.expect("220")
                    .ask("EHLO client", "250")
                    .ask("MAIL FROM:<>", "530 5.7.0")
                    .ask("STARTTLS", "220")
                    .handshake();
            client.ask("EHLO client", "554 5.7.1")
                    .ask("MAIL FROM:<>", "554 5.7.1")
                    .ask("NOOP", "554 5.7.1")
                    .ask("QUIT", "221");
        }
    }

    @Test
    void servesCommandsThatComeInOneGoInOrder() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.raw("EHLO client\r\nNOOP\r\nMAIL FROM:<x@example.org>\r\nQUIT\r\n");
            client.expect("220").expect("250").expect("250 2.0.0").expect("530").expect("221");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void closesOn25APeerThatSpeaksBeforeTheGreeting() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        int closed = 0;
        for (int i = 0; i < 20; i++) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                client.raw("EHLO early\r\n");
                closed += client.rest().isEmpty() ? 1 : 0;
            } catch (java.net.SocketTimeoutException greetedBecauseTheOctetsCameLater) {
                closed += 0;
            }
            if (closed > 0) {
                break;
            }
        }
        assertThat(closed).isPositive();
    }

    @Test
    void refusesAMessageWithBareLineEndsAfterItsTrueEnd() throws Exception {
        try (ScriptedClient client = submission()) {
            envelope(client)
                    .raw("Subject: x\r\n\r\na\n.\nMAIL FROM:<bob@example.org>\r\n.\r\n")
                    .expect("550 5.6.0");
            envelope(client).raw("Subject: x\r\n\r\na\r.\r\nb\r\n.\r\n").expect("550 5.6.0");
            client.ask("NOOP", "250");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void refusesWhatIsTooBigAtMailAndAtItsEnd() throws Exception {
        PortPolicy small = withMessageBytes(BuiltInPolicies.SUBMISSION, 1_000);
        try (ScriptedClient client = submission(small)) {
            client.ask("MAIL FROM:<alice@example.org> SIZE=1001", "552 5.3.4");
            envelope(client).raw("x".repeat(998) + "\r\n" + "y\r\n.\r\n").expect("552 5.3.4");
            envelope(client)
                    .raw("From: alice@example.org\r\n\r\n" + "x".repeat(971) + "\r\n.\r\n")
                    .expect("250");
        }
    }

    @Test
    void endsASessionThatSendsWithoutEnd() throws Exception {
        PortPolicy small = withMessageBytes(BuiltInPolicies.SUBMISSION, 1_000);
        try (ScriptedClient client = submission(small)) {
            envelope(client);
            String block = "x".repeat(70) + "\r\n";
            try {
                client.raw(block.repeat(20_000));
            } catch (java.io.IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(client.rest()).startsWith("552 5.3.4");
        }
    }

    @Test
    void keepsALargeMessageByteForByte() throws Exception {
        String message =
                "From: alice@example.org\r\nSubject: big\r\n\r\n" + ("0123456789".repeat(99) + "\r\n").repeat(3_000);
        try (ScriptedClient client = submission()) {
            envelope(client).raw(message).raw(".\r\n").expect("250");
        }
        assertThat(stage.queue.mails().get(0).withoutTrace()).isEqualTo(message);
    }

    @Test
    void takesChunks() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
            client.raw("BDAT 39\r\nFrom: alice@example.org\r\nSubject: x\r\n\r\n")
                    .expect("250 2.0.0");
            client.ask("DATA", "503 5.5.1").ask("RCPT TO:<alice@example.org>", "503 5.5.1");
            client.raw("BDAT 9\r\n.\r\n.y\r\n\r\nBDAT 0 LAST\r\n").expect("250");
            client.expect("250 2.0.0 OK, queued");
            client.ask("MAIL FROM:<alice@example.org> BODY=BINARYMIME", "501 5.6.1");
        }
        assertThat(stage.queue.mails().get(0).withoutTrace())
                .isEqualTo("From: alice@example.org\r\nSubject: x\r\n\r\n.\r\n.y\r\n\r\n");
    }

    @Test
    void executesNothingOfAChunkWhoseBdatIsRefused() throws Exception {
        String chunk =
                "Subject: a\r\n\r\nRSET\r\nMAIL FROM:<ceo@bank.example>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\nx\r\n.\r\n";
        String bdat = "BDAT " + chunk.length() + " LAST\r\n" + chunk;
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").raw("EHLO x\r\n" + bdat + "NOOP\r\n");
            client.expect("250").expect("503 5.5.1").expect("250 2.0.0");
            client.raw("MAIL FROM:<a@b.example>\r\nRCPT TO:<nobody@example.org>\r\n" + bdat + "NOOP\r\n");
            client.expect("250 2.1.0").expect("550 5.1.1").expect("503 5.5.1").expect("250 2.0.0");
            client.raw("BDAT 0 LAST\r\nNOOP\r\n").expect("503 5.5.1").expect("250 2.0.0");
        }
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220").raw(bdat + "NOOP\r\n").expect("530 5.7.0").expect("250 2.0.0");
        }
        try (ScriptedClient client = submission()) {
            client.raw("MAIL FROM:<bob@example.org>\r\n" + bdat + "NOOP\r\n");
            client.expect("553 5.7.1").expect("503 5.5.1").expect("250 2.0.0");
            client.raw("BDAT 999999999999 LAST\r\n" + chunk).expect("503 5.5.1");
            assertThat(client.rest()).isEmpty();
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void refusesAChunkThatMakesTheMessageTooBigBehindItsOctets() throws Exception {
        PortPolicy small = withMessageBytes(BuiltInPolicies.SUBMISSION, 1_000);
        try (ScriptedClient client = submission(small)) {
            for (int size : new int[] {1_001, 2_001}) {
                chunkedEnvelope(client)
                        .raw("BDAT " + size + "\r\n" + "QUIT\r\n".repeat(400).substring(0, size) + "NOOP\r\n");
                client.expect("552 5.3.4").expect("250 2.0.0");
            }
            chunkedEnvelope(client).raw("BDAT 600\r\n" + "x".repeat(600)).expect("250");
            client.raw("BDAT 401\r\n" + "y".repeat(401) + "BDAT 2 LAST\r\nz\n")
                    .expect("552 5.3.4")
                    .expect("503 5.5.1");
            chunkedEnvelope(client)
                    .raw("BDAT 600\r\nFrom: alice@example.org\r\n\r\n" + "x".repeat(573))
                    .expect("250");
            client.raw("BDAT 400 LAST\r\n" + "y".repeat(398) + "\r\n").expect("250 2.0.0 OK, queued");
        }
        assertThat(stage.queue.mails()).hasSize(1);
    }

    @Test
    void waitsForNoChunkThatIsBeyondReason() throws Exception {
        int port = stage.open(withMessageBytes(BuiltInPolicies.MX, 1_000));
        for (String size : new String[] {"2002", "40000000", "999999999999999999", "999999999999999999 LAST"}) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                client.expect("220").ask("EHLO x", "250").ask("MAIL FROM:<a@b.example>", "250");
                client.ask("RCPT TO:<bob@example.org>", "250").ask("BDAT " + size, "552 5.3.4");
                assertThat(client.rest()).isEmpty();
            }
        }
    }

    private static ScriptedClient chunkedEnvelope(ScriptedClient client) throws Exception {
        return client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
    }

    @Test
    void executesNothingOfARefusedChunkHoweverItIsCut() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        String said = "EHLO x\r\nBDAT 6 LAST\r\nNOOP\r\nHELP\r\n";
        for (int cut = 0; cut <= said.length(); cut++) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                client.expect("220").raw(said.substring(0, cut)).raw(said.substring(cut));
                client.expect("250").expect("503 5.5.1").expect("214").ask("QUIT", "221");
            }
        }
    }

    @Test
    void servesThePostmasterWithoutADomain() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO x", "250").ask("MAIL FROM:<a@b.example>", "250");
            client.ask("RCPT TO:<Postmaster>", "250 2.1.5")
                    .ask("DATA", "354")
                    .raw("x\r\n.\r\n")
                    .expect("250");
        }
        assertThat(stage.queue.mails().get(0).recipients()).containsExactly("postmaster@example.org");
    }

    @Test
    void endsASessionThatBeginsTlsInClear() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220")
                    .raw("\u0016\u0003\u0001\u0002\u0000\u0001\u0000")
                    .expect("500 5.5.2");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void endsTheSessionOnAChunkOfUnknownSize() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
            client.raw("BDAT many\r\nQUIT\r\n").expect("501 5.5.4");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void saysTryLaterIfTheQueueFails() throws Exception {
        stage.queue.failWith(new IllegalStateException("a queue that is out of order"));
        try (ScriptedClient client = submission()) {
            send(client, "alice@example.org", "From: alice@example.org\r\n\r\nx\r\n")
                    .expect("451 4.3.0");
            client.ask("NOOP", "250");
        }
    }

    @Test
    void answersLinesThatAreNone() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220")
                    .raw("NOOP\n")
                    .expect("500 5.5.2")
                    .raw("NO\0OP\r\n")
                    .expect("500 5.5.2")
                    .ask("NOOP " + "x".repeat(600), "500 5.5.2")
                    .ask("NOOP", "250");
        }
    }

    /** They are counted of the client, which has a limit of its own for them. */
    @Test
    void unknownRecipientsAreNoErrorsOfTheSession() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO client.example", "250").ask("MAIL FROM:<list@elsewhere.example>", "250");
            for (int i = 0; i < 25; i++) {
                client.ask("RCPT TO:<gone" + i + "@example.org>", "550 5.1.1");
            }
            client.ask("RCPT TO:<alice@example.org>", "250");
        }
    }

    @Test
    void endsSessionsThatSpeakHttpOrNoiseOrOneEndlessLine() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.expect("220").raw("POST / HTTP/1.1\r\nHost: x\r\n\r\n").expect("421 4.7.0");
            assertThat(client.rest()).isEmpty();
        }
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.expect("220").raw("\0\1\2\n".repeat(30));
            assertThat(client.rest()).contains("421 4.7.0 Too many errors");
        }
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.expect("220").raw("x".repeat(1_000_000));
            assertThat(client.rest()).startsWith("500 5.5.2");
        } catch (java.io.IOException closedWhileSending) {
            assertThat(closedWhileSending).isNotNull();
        }
    }

    private ScriptedClient submission() throws Exception {
        return submission(BuiltInPolicies.SUBMISSION);
    }

    private ScriptedClient submission(String credentials) throws Exception {
        ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION));
        client.expect("220").ask("EHLO client", "250").ask("STARTTLS", "220").handshake();
        return client.ask("EHLO client", "250").ask("AUTH PLAIN " + credentials, "235 2.7.0");
    }

    private ScriptedClient submission(PortPolicy policy) throws Exception {
        ScriptedClient client = ScriptedClient.clear(stage.open(policy));
        client.expect("220").ask("EHLO client", "250").ask("STARTTLS", "220").handshake();
        return client.ask("EHLO client", "250").ask("AUTH PLAIN " + ALICE, "235 2.7.0");
    }

    private static ScriptedClient envelope(ScriptedClient client) throws Exception {
        return client.ask("MAIL FROM:<alice@example.org>", "250")
                .ask("RCPT TO:<bob@example.org>", "250")
                .ask("DATA", "354");
    }

    private static ScriptedClient send(ScriptedClient client, String sender, String message) throws Exception {
        return client.ask("MAIL FROM:<" + sender + ">", "250")
                .ask("RCPT TO:<bob@example.org>", "250")
                .ask("DATA", "354")
                .raw(message + ".\r\n");
    }

    private static PortPolicy withMessageBytes(PortPolicy policy, long bytes) {
        PortLimits of = policy.limits();
        return policy.with(
                policy.rules(), of.with(new MessageLimits(of.messages().recipients(), bytes)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void refusesAMessageWithANulAfterItsTrueEnd() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO x", "250");
            for (String message : List.of("Sub\0ject: x\r\n\r\nbody\r\n", "Subject: x\r\n\r\nbo\0dy\r\n", "\0")) {
                client.ask("MAIL FROM:<a@b.example>", "250").ask("RCPT TO:<bob@example.org>", "250");
                client.ask("DATA", "354").raw(message + "\r\n.\r\n").expect("550 5.6.0");
                client.ask("MAIL FROM:<a@b.example>", "250").ask("RCPT TO:<bob@example.org>", "250");
                client.raw("BDAT " + message.length() + " LAST\r\n" + message).expect("550 5.6.0");
            }
            client.ask("QUIT", "221");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void aPeerThatWentOnTalkingReadsTheLastReply() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        for (int i = 0; i < 50; i++) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                client.expect("220").raw("QUIT\r\n" + "NOOP\r\n".repeat(5_000));
                assertThat(client.rest()).startsWith("221 ").doesNotContain("250");
            }
        }
    }

    @Test
    void storesTheSameHoweverTheOctetsOfDataAreCut() throws Exception {
        String sent = "Subject: x\r\n\r\n..stuffed\r\n...\r\nplain\r\n\r\nlast. \r\n.\r\n";
        String stored = "Subject: x\r\n\r\n.stuffed\r\n..\r\nplain\r\n\r\nlast. \r\n";
        Random random = new Random(4711);
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO x", "250");
            for (int cut = 1; cut < sent.length(); cut++) {
                sendInPieces(client, sent.substring(0, cut), sent.substring(cut));
            }
            sendInPieces(client, sent.split(""));
            for (int round = 0; round < 50; round++) {
                int first = 1 + random.nextInt(sent.length() - 2);
                int second = first + 1 + random.nextInt(sent.length() - first - 1);
                sendInPieces(client, sent.substring(0, first), sent.substring(first, second), sent.substring(second));
            }
        }
        assertThat(stage.queue.mails())
                .hasSize(sent.length() - 1 + 51)
                .allMatch(mail -> mail.withoutTrace().equals(stored));
    }

    private static void sendInPieces(ScriptedClient client, String... pieces) throws Exception {
        client.ask("MAIL FROM:<a@b.example>", "250").ask("RCPT TO:<bob@example.org>", "250");
        client.ask("DATA", "354");
        for (String piece : pieces) {
            client.raw(piece);
        }
        client.expect("250");
    }
}
