// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.james.core.Domain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that logs in as {@code alice} means the account of the only local domain. */
class LoginDomainTest {
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

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private ScriptedClient submission() throws Exception {
        return ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))
                .expect("220")
                .ask("EHLO client.example", "250");
    }

    @Test
    void smtpPlainLogsIn() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("AUTH PLAIN " + base64("\0alice\0secret"), "235");
        }
    }

    @Test
    void smtpLoginLogsIn() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("AUTH LOGIN", "334").ask(base64("alice"), "334").ask(base64("secret"), "235");
        }
    }

    @Test
    void whoLoggedInMaySendAsTheWholeAddress() throws Exception {
        try (ScriptedClient client = submission()) {
            client.ask("AUTH PLAIN " + base64("\0alice\0secret"), "235").ask("MAIL FROM:<alice@example.org>", "250");
        }
    }

    @Test
    void pop3UserLogsIn() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            client.expect("+OK").ask("USER alice", "+OK").ask("PASS secret", "+OK");
        }
    }

    @Test
    void ofSeveralDomainsNoneIsMeant() throws Exception {
        stage.domains = List.of(Domain.of("example.org"), Domain.of("example.com"));
        try (ScriptedClient client = submission()) {
            client.ask("AUTH PLAIN " + base64("\0alice\0secret"), "535");
        }
    }

    @Test
    void anAccountTriedInCleartextIsMarkedByItsWholeName() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220")
                    .ask("EHLO client.example", "250")
                    .ask("AUTH PLAIN " + base64("\0alice\0secret"), "538");
        }
        assertThat(stage.exposed).containsExactly("alice@example.org");
    }
}
