// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.TriedProperty;
import dev.sekisho.server.ImapStage;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.trial.TrialFinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener with something on trial serves as before, and notes down whom it would refuse. */
class TrialOverSocketsTest {
    private static final String ALICE = "AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";

    @TempDir
    Path directory;

    private ServerStage stage;
    private LoggedEvents log;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        log = new LoggedEvents();
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        stage.close();
    }

    private static PortPolicy onTrial(PortPolicy inForce, String property, PortPolicy stricter) {
        return inForce.withTrial(List.of(new TriedProperty(property, "stricter", "as it is", stricter)));
    }

    private static PortPolicy mxWithTlsOnTrial() {
        PortPolicy mx = BuiltInPolicies.MX;
        return onTrial(
                mx,
                "tls",
                mx.with(
                        mx.rules().with(TlsMode.REQUIRED, AuthMode.NONE, RelayRule.NEVER, SenderRule.ANY),
                        mx.limits()));
    }

    private static PortPolicy submissionWithSendersOnTrial() {
        PortPolicy own = BuiltInPolicies.SUBMISSION;
        PortPolicy any = own.with(
                own.rules().with(TlsMode.REQUIRED, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.ANY),
                own.limits());
        return onTrial(any, "sender", own);
    }

    private static PortPolicy withOneBadLoginOnTrial(PortPolicy inForce) {
        return onTrial(
                inForce,
                "max-failed-auths",
                inForce.with(
                        inForce.rules(),
                        inForce.limits().with(inForce.limits().failedLogins().withPerConnection(1))));
    }

    private ScriptedClient loggedIn(int port) throws Exception {
        ScriptedClient client = ScriptedClient.clear(port);
        client.expect("220").ask("EHLO client", "250").ask("STARTTLS", "220");
        return client.handshake().ask("EHLO client", "250").ask("AUTH PLAIN " + ALICE, "235");
    }

    private static TrialFinding.Subject subject(
            String listener, String property, String reason, String user, String sender) {
        return new TrialFinding.Subject(listener, property, "stricter", reason, "127.0.0.1", user, sender);
    }

    @Test
    void mailInCleartextIsTakenAndItsServerListedOnceForEachSender() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(mxWithTlsOnTrial()))) {
            client.expect("220").ask("EHLO client", "250");
            for (int i = 0; i < 2; i++) {
                client.ask("MAIL FROM:<a@elsewhere.example>", "250")
                        .ask("RCPT TO:<bob@example.org>", "250")
                        .ask("DATA", "354")
                        .ask("Subject: x\r\n\r\nx\r\n.", "250");
            }
            client.ask("MAIL FROM:<>", "250");
        }
        assertThat(stage.queue.mails()).hasSize(2);
        assertThat(stage.trialFindings)
                .containsExactly(
                        subject("mx", "tls", "starttls-required", "", "a@elsewhere.example"),
                        subject("mx", "tls", "starttls-required", "", "<>"));
        LogLine line = log.first(LogEvent.TRIAL);
        assertThat(LoggedEvents.of(line, LogKey.PROPERTY)).isEqualTo("tls");
        assertThat(LoggedEvents.of(line, LogKey.REASON)).isEqualTo("starttls-required");
        assertThat(LoggedEvents.of(line, LogKey.FROM)).isEqualTo("a@elsewhere.example");
        assertThat(log.all(LogEvent.TRIAL)).hasSize(2);
    }

    @Test
    void mailUnderTlsAndMailThatIsRefusedAnywayIsNotListed() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(mxWithTlsOnTrial()))) {
            client.expect("220")
                    .ask("EHLO client", "250")
                    .ask("MAIL FROM:<a@elsewhere.example> SIZE=99999999999", "552")
                    .ask("STARTTLS", "220");
            client.handshake()
                    .ask("EHLO client", "250")
                    .ask("MAIL FROM:<a@elsewhere.example>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250");
        }
        assertThat(stage.trialFindings).isEmpty();
    }

    @Test
    void aSenderThatIsSomebodyElsesIsTakenAndListedWithItsUser() throws Exception {
        try (ScriptedClient client = loggedIn(stage.open(submissionWithSendersOnTrial()))) {
            client.ask("MAIL FROM:<boss@example.org>", "250")
                    .ask("RCPT TO:<x@elsewhere.example>", "250")
                    .ask("RSET", "250")
                    .ask("MAIL FROM:<alice@example.org>", "250");
        }
        assertThat(stage.trialFindings)
                .containsExactly(
                        subject("submission", "sender", "sender-not-own", "alice@example.org", "boss@example.org"));
    }

    @Test
    void anAuthorWhoIsSomebodyElseIsTakenAndListed() throws Exception {
        try (ScriptedClient client = loggedIn(stage.open(submissionWithSendersOnTrial()))) {
            client.ask("MAIL FROM:<alice@example.org>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("From: boss@example.org\r\nSubject: x\r\n\r\nx\r\n.", "250")
                    .ask("MAIL FROM:<alice@example.org>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("From: alice@example.org\r\nSubject: x\r\n\r\nx\r\n.", "250");
        }
        assertThat(stage.trialFindings)
                .containsExactly(
                        subject("submission", "sender", "author-not-own", "alice@example.org", "alice@example.org"));
    }

    @Test
    void aMessageOfMoreOctetsThanOnTrialIsTakenAndListed() throws Exception {
        PortPolicy mx = BuiltInPolicies.MX;
        PortPolicy small =
                mx.with(mx.rules(), mx.limits().with(mx.limits().messages().withOctets(100)));
        try (ScriptedClient client = ScriptedClient.clear(stage.open(onTrial(mx, "max-message-size", small)))) {
            client.expect("220")
                    .ask("EHLO client", "250")
                    .ask("MAIL FROM:<a@elsewhere.example>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("Subject: x\r\n\r\n" + "x".repeat(200) + "\r\n.", "250");
        }
        assertThat(stage.trialFindings)
                .containsExactly(subject("mx", "max-message-size", "message-too-big", "", "a@elsewhere.example"));
    }

    @Test
    void aBadLoginThatWouldEndTheConnectionIsListedInEachProtocol() throws Exception {
        String wrong = "AGFsaWNlQGV4YW1wbGUub3JnAHdyb25n";
        int smtp = stage.open(withOneBadLoginOnTrial(BuiltInPolicies.SUBMISSIONS));
        try (ScriptedClient client = ScriptedClient.tls(smtp)) {
            client.expect("220")
                    .ask("EHLO client", "250")
                    .ask("AUTH PLAIN " + wrong, "535")
                    .ask("AUTH PLAIN " + wrong, "535")
                    .ask("AUTH PLAIN " + ALICE, "235");
        }
        int pop3 = stage.open(withOneBadLoginOnTrial(BuiltInPolicies.POP3S));
        try (ScriptedClient client = ScriptedClient.tls(pop3)) {
            client.expect("+OK").ask("AUTH PLAIN " + wrong, "-ERR").ask("AUTH PLAIN " + ALICE, "+OK");
        }
        assertThat(stage.trialFindings)
                .containsExactly(
                        subject("submissions", "max-failed-auths", "too-many-failed-auths", "alice@example.org", ""),
                        subject("pop3s", "max-failed-auths", "too-many-failed-auths", "alice@example.org", ""));
    }

    @Test
    void aBadLoginThatWouldEndTheConnectionIsListedInImap(@TempDir Path home) throws Exception {
        try (ImapStage imap = new ImapStage(home, withOneBadLoginOnTrial(BuiltInPolicies.IMAPS));
                ScriptedClient client = imap.connect()) {
            client.ask("a LOGIN alice@example.org wrong", "a NO").ask("b LOGIN alice@example.org secret", "b OK");

            assertThat(imap.trialFindings)
                    .containsExactly(
                            subject("imaps", "max-failed-auths", "too-many-failed-auths", "alice@example.org", ""));
        }
    }
}
