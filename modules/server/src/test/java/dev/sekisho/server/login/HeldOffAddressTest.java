// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad logins keep an address from logging in, and from nothing else. */
class HeldOffAddressTest {
    private static final String RIGHT = "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";
    private static final String WRONG = "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHdyb25n";

    @TempDir
    Path folder;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private static ScriptedClient greeted(ScriptedClient client) throws Exception {
        return client.expect("220").ask("EHLO client.example", "250");
    }

    /** As many bad logins as hold an address off, in sessions of their own. */
    private static void holdOff(int port) throws Exception {
        for (int i = 0; i < BuiltInPolicies.SUBMISSIONS.limits().failedLogins().perAddress(); i++) {
            try (ScriptedClient client = greeted(ScriptedClient.tls(port))) {
                client.ask(WRONG, "535");
            }
        }
    }

    @Test
    void isNotAskedForLogins() throws Exception {
        int submissions = stage.open(BuiltInPolicies.SUBMISSIONS);
        int pop3s = stage.open(BuiltInPolicies.POP3S);
        holdOff(submissions);
        try (LoggedEvents logged = new LoggedEvents();
                ScriptedClient client = greeted(ScriptedClient.tls(submissions))) {
            client.ask("NOOP", "250").ask(RIGHT, "421 4.7.0");
            assertThat(client.rest()).isEmpty();
            assertThat(of(logged.first(LogEvent.LOGIN_REFUSED), LogKey.REASON)).isEqualTo("held-off");
        }
        for (String login : new String[] {"USER alice@example.org", RIGHT, "AUTH PLAIN"}) {
            try (ScriptedClient client = ScriptedClient.tls(pop3s).expect("+OK").ask("CAPA", "+OK")) {
                client.multiLine();
                LoggedEvents logged = new LoggedEvents();
                client.ask(login, "-ERR [SYS/TEMP]");
                assertThat(client.rest()).isEmpty();
                assertThat(of(logged.first(LogEvent.LOGIN_REFUSED), LogKey.REASON))
                        .isEqualTo("held-off");
                logged.close();
            }
        }
    }

    @Test
    void deliversMailAllTheSame() throws Exception {
        int submissions = stage.open(BuiltInPolicies.SUBMISSIONS);
        int mx = stage.open(BuiltInPolicies.MX);
        int relay = stage.open(BuiltInPolicies.RELAY);
        holdOff(submissions);
        try (ScriptedClient client = greeted(ScriptedClient.clear(mx))) {
            client.ask("MAIL FROM:<someone@example.net>", "250")
                    .ask("RCPT TO:<alice@example.org>", "250")
                    .ask("DATA", "354")
                    .ask("Subject: x\r\n\r\nhello\r\n.", "250");
        }
        try (ScriptedClient client = greeted(ScriptedClient.clear(relay))) {
            client.ask("STARTTLS", "220").handshake();
        }
        assertThat(stage.queue.mails()).hasSize(1);
    }

    @Test
    void whoIsLoggedInGoesOn() throws Exception {
        int submissions = stage.open(BuiltInPolicies.SUBMISSIONS);
        try (ScriptedClient client = greeted(ScriptedClient.tls(submissions))) {
            client.ask(RIGHT, "235");
            holdOff(submissions);
            client.ask("MAIL FROM:<alice@example.org>", "250").ask("RCPT TO:<bob@example.org>", "250");
        }
    }

    @Test
    void aLoginUnderWayIsNotLookedAt() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSIONS;
        int submissions = stage.open(policy);
        try (ScriptedClient client = greeted(ScriptedClient.tls(submissions))) {
            client.ask("AUTH PLAIN", "334");
            holdOff(submissions);
            client.ask(RIGHT.substring("AUTH PLAIN ".length()), "421 4.7.0");
        }
    }
}
