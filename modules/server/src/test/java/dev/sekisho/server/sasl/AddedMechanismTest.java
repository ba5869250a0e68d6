// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mechanism that stands in the list of a server's mechanisms and nowhere else logs in on every protocol, where the policy lets it. */
class AddedMechanismTest {
    private static final SaslMechanisms MECHANISMS = SaslMechanisms.BUILT_IN.with(List.of(new TokenMechanism()));
    private static final String RIGHT = base64("alice@example.org open");
    private static final String WRONG = base64("alice@example.org shut");
    private static final String NOBODY = base64("nobody@example.org open");

    @TempDir
    Path directory;

    @Test
    void logsInBySmtp() throws Exception {
        try (ServerStage stage = new ServerStage(directory, MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").say("EHLO client");
            assertThat(client.reply()).contains("AUTH PLAIN LOGIN X-TOKEN");
            client.ask("AUTH X-TOKEN " + WRONG, "535 5.7.8")
                    .ask("AUTH X-TOKEN " + NOBODY, "535 5.7.8")
                    .ask("AUTH X-TOKEN nothing", "501")
                    .ask("AUTH X-TOKEN", "334 " + base64("who?"))
                    .ask(RIGHT, "235 2.7.0")
                    .ask("MAIL FROM:<alice@example.org>", "250");
        }
    }

    @Test
    void isNotOfferedBeforeTls() throws Exception {
        try (ServerStage stage = new ServerStage(directory, MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION))) {
            client.expect("220").say("EHLO client");
            assertThat(client.reply()).doesNotContain("AUTH");
            client.ask("AUTH X-TOKEN " + RIGHT, "538 5.7.11");
        }
    }

    @Test
    void isNotOfferedWhereNobodyLogsIn() throws Exception {
        try (ServerStage stage = new ServerStage(directory, MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").say("EHLO client");
            assertThat(client.reply()).doesNotContain("AUTH");
            client.ask("AUTH X-TOKEN " + RIGHT, "503 5.5.1");
        }
    }

    @Test
    void logsInByPop3() throws Exception {
        try (ServerStage stage = new ServerStage(directory, MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            client.expect("+OK").ask("CAPA", "+OK");
            assertThat(client.multiLine()).contains("SASL PLAIN X-TOKEN\n");
            client.ask("AUTH X-TOKEN " + WRONG, "-ERR")
                    .ask("AUTH LOGIN", "-ERR Unrecognized")
                    .ask("AUTH X-TOKEN", "+ " + base64("who?"))
                    .ask(RIGHT, "+OK Maildrop has 0 messages");
        }
    }

    @Test
    void logsInByImap() throws Exception {
        try (ImapStage stage = new ImapStage(directory, MECHANISMS);
                ScriptedClient client = stage.connect()) {
            client.say("a CAPABILITY");
            assertThat(client.tagged("a"))
                    .contains("AUTH=PLAIN", "AUTH=X-TOKEN")
                    .doesNotContain("AUTH=LOGIN");
            client.ask("b AUTHENTICATE X-TOKEN " + WRONG, "b NO [AUTHENTICATIONFAILED]")
                    .ask("c AUTHENTICATE X-TOKEN", "+ " + base64("who?"))
                    .ask(RIGHT, "c OK [CAPABILITY ");
            client.say("d SELECT INBOX");
            assertThat(client.tagged("d")).contains("d OK");
        }
    }

    @Test
    void isRefusedAndCountedWhereItsCheckFails() throws Exception {
        String broken = base64("alice@example.org broken");
        try (ServerStage stage = new ServerStage(directory.resolve("smtp"), MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250");
            client.ask("AUTH X-TOKEN " + broken, "535 5.7.8")
                    .ask("AUTH X-TOKEN " + broken, "535 5.7.8")
                    .say("AUTH X-TOKEN " + broken);
            assertThat(client.rest()).startsWith("421");
        }
        try (ImapStage stage = new ImapStage(directory.resolve("imap"), MECHANISMS);
                ScriptedClient client = stage.connect()) {
            int before = stage.badLogins();
            client.ask("a AUTHENTICATE X-TOKEN", "+").ask(broken, "a NO [AUTHENTICATIONFAILED]");
            client.ask("b AUTHENTICATE X-TOKEN " + broken, "b NO [AUTHENTICATIONFAILED]");
            assertThat(stage.badLogins()).isEqualTo(before + 2);
        }
    }

    @Test
    void isRefusedForNowAndNotCountedWhereItsServiceIsAwayThoughNotWithoutEnd() throws Exception {
        String away = base64("alice@example.org away");
        try (ServerStage stage = new ServerStage(directory.resolve("smtp"), MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250");
            for (int i = 0; i < 5; i++) {
                client.ask("AUTH X-TOKEN " + away, "454 4.7.0");
            }
            client.ask("AUTH X-TOKEN " + RIGHT, "235 2.7.0");
        }
        try (ServerStage stage = new ServerStage(directory.resolve("bounded"), MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250");
            for (int i = 0; i < 100; i++) {
                client.say("AUTH X-TOKEN " + away);
            }
            assertThat(client.rest()).contains("421");
        }
        try (ImapStage stage = new ImapStage(directory.resolve("imap"), MECHANISMS);
                ScriptedClient client = stage.connect()) {
            int before = stage.badLogins();
            client.ask("a AUTHENTICATE X-TOKEN " + away, "a NO");
            assertThat(stage.badLogins()).isEqualTo(before);
        }
    }

    @Test
    void isRefusedLikeAMalformedResponseWhereItFails() throws Exception {
        try (ServerStage stage = new ServerStage(directory.resolve("smtp"), MECHANISMS, SmtpExtensions.NONE);
                ScriptedClient smtp = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS));
                ScriptedClient pop3 = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            smtp.expect("220").ask("EHLO client", "250").ask("AUTH X-TOKEN =", "501");
            smtp.ask("AUTH X-TOKEN " + RIGHT, "235 2.7.0");
            pop3.expect("+OK").ask("AUTH X-TOKEN =", "-ERR").ask("AUTH X-TOKEN " + RIGHT, "+OK");
        }
        try (ImapStage stage = new ImapStage(directory.resolve("imap"), MECHANISMS);
                ScriptedClient client = stage.connect()) {
            int before = stage.badLogins();
            client.ask("a AUTHENTICATE X-TOKEN", "+").ask("", "a BAD AUTHENTICATE");
            client.ask("b AUTHENTICATE X-TOKEN =", "b BAD AUTHENTICATE");
            assertThat(stage.badLogins()).isEqualTo(before + 2);
        }
    }

    @Test
    void hasANameOfItsOwn() {
        assertThatThrownBy(() -> MECHANISMS.with(List.of(new TokenMechanism())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-TOKEN");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
