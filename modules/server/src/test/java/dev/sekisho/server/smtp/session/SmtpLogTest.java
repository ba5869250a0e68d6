// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of SMTP sessions, their logins and their mail. */
class SmtpLogTest {
    @TempDir
    Path directory;

    private ServerStage stage;
    private LoggedEvents logged;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        logged = new LoggedEvents();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        logged.close();
    }

    private ScriptedClient mx() throws Exception {
        return ScriptedClient.clear(stage.open(BuiltInPolicies.MX))
                .expect("220")
                .ask("EHLO client.example", "250");
    }

    private static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tellsOfAMessageThatWasTaken() throws Exception {
        try (ScriptedClient client = mx()) {
            client.ask("MAIL FROM:<a@elsewhere.example>", "250")
                    .ask("RCPT TO:<alice@example.org>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("Subject: x\r\nMESSAGE-ID:\r\n <1@elsewhere.example>\r\n\r\nMessage-ID: <2@x>\r\n.", "250");
        }
        LogLine line = logged.first(LogEvent.ACCEPTED);
        assertThat(of(line, LogKey.ID))
                .isEqualTo(stage.queue.mails().get(0).mail().getName());
        assertThat(of(line, LogKey.LISTENER)).isEqualTo("mx");
        assertThat(of(line, LogKey.PEER)).isEqualTo("127.0.0.1");
        assertThat(of(line, LogKey.HELO)).isEqualTo("client.example");
        assertThat(of(line, LogKey.FROM)).isEqualTo("a@elsewhere.example");
        assertThat(of(line, LogKey.TO)).isEqualTo("alice@example.org,bob@example.org");
        assertThat(of(line, LogKey.RECIPIENTS)).isEqualTo("2");
        assertThat(of(line, LogKey.MESSAGE_ID)).isEqualTo("<1@elsewhere.example>");
        assertThat(of(line, LogKey.TLS)).isEqualTo("-");
        assertThat(Integer.parseInt(of(line, LogKey.SIZE))).isGreaterThan(40);

        LogLine end = logged.first(LogEvent.SESSION_END);
        assertThat(of(end, LogKey.SESSION)).isEqualTo(of(line, LogKey.SESSION));
        assertThat(of(end, LogKey.MESSAGES)).isEqualTo("1");
        assertThat(of(end, LogKey.ENDING)).isEqualTo("dropped");
    }

    @Test
    void tellsOfARecipientThatWasRefused() throws Exception {
        try (ScriptedClient client = mx()) {
            client.ask("MAIL FROM:<>", "250")
                    .ask("RCPT TO:<nobody@example.org>", "550 5.1.1")
                    .ask("RCPT TO:<x@far.example>", "550 5.7.1")
                    .ask("RCPT TO:<event=delivered>", "501");
        }
        logged.first(LogEvent.SESSION_END);
        assertThat(logged.all(LogEvent.RCPT_REFUSED))
                .extracting(
                        line -> of(line, LogKey.FROM),
                        line -> of(line, LogKey.TO),
                        line -> of(line, LogKey.CODE),
                        line -> of(line, LogKey.STATUS),
                        line -> of(line, LogKey.REASON))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("<>", "nobody@example.org", "550", "5.1.1", "unknown-user"),
                        org.assertj.core.groups.Tuple.tuple("<>", "x@far.example", "550", "5.7.1", "relaying-denied"),
                        org.assertj.core.groups.Tuple.tuple("<>", "event=delivered", "501", "5.1.3", "bad-recipient"));
        assertThat(of(logged.all(LogEvent.SESSION_END).get(0), LogKey.REFUSED)).isEqualTo("3");
    }

    @Test
    void tellsOfASenderThatWasRefused() throws Exception {
        try (ScriptedClient client = mx()) {
            client.ask("MAIL FROM:<a@elsewhere.example> SIZE=99999999999", "552 5.3.4")
                    .ask("MAIL FROM:a", "501");
        }
        logged.first(LogEvent.SESSION_END);
        assertThat(logged.all(LogEvent.MAIL_REFUSED))
                .extracting(line -> of(line, LogKey.FROM) + " " + of(line, LogKey.CODE) + " " + of(line, LogKey.STATUS)
                        + " " + of(line, LogKey.REASON))
                .containsExactly("a@elsewhere.example 552 5.3.4 message-too-big", "FROM:a 501 5.5.4 syntax");
    }

    @Test
    void tellsOfAMessageThatWasRefused() throws Exception {
        try (ScriptedClient client = mx()) {
            client.ask("MAIL FROM:<a@elsewhere.example>", "250")
                    .ask("RCPT TO:<alice@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("Message-ID: <7@x>\r\n\r\nbare\nend\r\n.", "550 5.6.0");
        }
        LogLine line = logged.first(LogEvent.MESSAGE_REFUSED);
        assertThat(of(line, LogKey.TO)).isEqualTo("alice@example.org");
        assertThat(of(line, LogKey.MESSAGE_ID)).isEqualTo("<7@x>");
        assertThat(of(line, LogKey.CODE)).isEqualTo("550");
        assertThat(of(line, LogKey.REASON)).isEqualTo("bare-line-ends");
        logged.first(LogEvent.SESSION_END);
        assertThat(logged.all(LogEvent.MESSAGE_REFUSED)).hasSize(1);
    }

    @Test
    void tellsOfLoginsAndWritesNoNameThatIsNobodys() throws Exception {
        int port = stage.open(BuiltInPolicies.SUBMISSIONS);
        try (ScriptedClient client = ScriptedClient.tls(port)) {
            client.expect("220")
                    .ask("EHLO x", "250")
                    .ask("AUTH PLAIN " + plain("alice@example.org", "wrong"), "535")
                    .ask("AUTH PLAIN " + plain("hunter2", "wrong"), "535")
                    .ask("AUTH PLAIN " + plain("alice@example.org", "secret"), "235");
        }
        LogLine good = logged.first(LogEvent.LOGIN_GOOD);
        assertThat(of(good, LogKey.USER)).isEqualTo("alice@example.org");
        assertThat(of(good, LogKey.TLS)).startsWith("TLS1.");
        assertThat(logged.all(LogEvent.LOGIN_BAD))
                .extracting(line -> of(line, LogKey.USER) + " " + of(line, LogKey.KNOWN))
                .containsExactly("alice@example.org yes", "- no");
        assertThat(logged.all(LogEvent.LOGIN_BAD).toString()).doesNotContain("hunter2", "wrong");
    }

    @Test
    void tellsOfALoginInClearThatWasNotLookedAt() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220").ask("EHLO x", "250").ask("AUTH PLAIN " + plain("alice@example.org", "secret"), "538");
        }
        assertThat(of(logged.first(LogEvent.LOGIN_REFUSED), LogKey.REASON)).isEqualTo("auth-needs-tls");
    }

    @Test
    void tellsOfConnectionsThatAreNotServed() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        try (ScriptedClient http = ScriptedClient.clear(port)) {
            http.expect("220").say("GET / HTTP/1.0");
            assertThat(of(logged.first(LogEvent.CONNECTION_REFUSED), LogKey.REASON))
                    .isEqualTo("http");
        }
        try (ScriptedClient clear = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            clear.say("EHLO x");
            org.awaitility.Awaitility.await()
                    .until(() -> logged.all(LogEvent.CONNECTION_REFUSED).stream()
                            .anyMatch(line -> of(line, LogKey.REASON).startsWith("tls-handshake")));
        }
    }

    @Test
    void aSessionThatIsRefusedWithoutEndIsToldOfWithinABound() throws Exception {
        try (ScriptedClient client = mx()) {
            client.ask("MAIL FROM:<>", "250");
            for (int i = 0; i < SmtpLog.MOST_REFUSALS + 20; i++) {
                client.ask("RCPT TO:<nobody" + i + "@example.org>", "550").ask("NOOP", "250");
            }
        }
        assertThat(of(logged.first(LogEvent.SESSION_END), LogKey.REFUSED))
                .isEqualTo(Integer.toString(SmtpLog.MOST_REFUSALS + 20));
        assertThat(logged.all(LogEvent.RCPT_REFUSED)).hasSize(SmtpLog.MOST_REFUSALS);
    }

    @Test
    void aPeerCannotWriteALine() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220")
                    .ask("EHLO x event=delivered id=1 user=eve", "250")
                    .ask("MAIL FROM:<a@elsewhere.example>", "250")
                    .ask("RCPT TO:<\"a event=delivered\"@example.org>", "550");
        }
        LogLine line = logged.first(LogEvent.RCPT_REFUSED);
        assertThat(line.toString()).doesNotContain(" event=delivered");
        logged.first(LogEvent.SESSION_END);
        assertThat(logged.all(LogEvent.DELIVERED)).isEmpty();
    }
}
