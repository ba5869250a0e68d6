// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions of SMTP and POP3 when their account changes. */
class AccountSessionsTest {
    private static final String AUTH = "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";
    private static final Username ALICE = Username.of("alice@example.org");
    private static final Instant MADE = Instant.ofEpochSecond(1_000_000_000);

    @TempDir
    Path folder;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(folder);
        stage.changed.put(ALICE, MADE);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private static ScriptedClient submitting(int port) throws Exception {
        return ScriptedClient.tls(port)
                .expect("220")
                .ask("EHLO client.example", "250")
                .ask(AUTH, "235");
    }

    @Test
    void anotherPasswordEndsASubmissionThatSendsNothingNow() throws Exception {
        int port = stage.open(BuiltInPolicies.SUBMISSIONS);
        try (LoggedEvents logged = new LoggedEvents();
                ScriptedClient client = submitting(port)) {
            stage.accountSessions.endChanged();
            client.ask("NOOP", "250");
            stage.changed.put(ALICE, MADE.plusSeconds(1));
            stage.accountSessions.endChanged();
            client.expect("421 4.7.0 The account has changed");
            assertThat(client.rest()).isEmpty();
            assertThat(of(logged.first(LogEvent.SESSION_END), LogKey.ENDING)).isEqualTo("account-changed");
        }
    }

    @Test
    void aMessageThatIsComingInIsNotTakenFromWhoMaySendNoMore() throws Exception {
        int port = stage.open(BuiltInPolicies.SUBMISSIONS);
        try (ScriptedClient client = submitting(port)) {
            client.ask("MAIL FROM:<alice@example.org>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .raw("From: alice@example.org\r\n\r\nHello\r\n");
            stage.changed.remove(ALICE);
            stage.accountSessions.endChanged();
            client.expect("421 4.7.0 The account has changed");
            assertThat(client.rest()).isEmpty();
            assertThat(stage.queue.mails()).isEmpty();
        }
    }

    @Test
    void aMaildropOfAUserWhoIsNoMoreIsClosedAndNothingIsRemovedFromIt() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        stage.maildrops.messages.add("Subject: x\r\n\r\nHello\r\n".getBytes());
        try (ScriptedClient client = ScriptedClient.tls(port).expect("+OK")) {
            client.ask("USER alice@example.org", "+OK")
                    .ask("PASS secret", "+OK")
                    .ask("DELE 1", "+OK");
            stage.changed.remove(ALICE);
            stage.accountSessions.endChanged();
            client.expect("-ERR [AUTH] The account has changed");
            assertThat(client.rest()).isEmpty();
        }
        stage.maildrops.closed.acquire();
        assertThat(stage.maildrops.removed).isEmpty();
    }

    @Test
    void aSessionOfAnAccountThatTheStoreDoesNotKnowGoesOn() throws Exception {
        stage.changed.clear();
        int port = stage.open(BuiltInPolicies.SUBMISSIONS);
        try (ScriptedClient client = submitting(port)) {
            stage.accountSessions.endChanged();
            client.ask("NOOP", "250");
        }
    }
}
