// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.pop3.maildrop.RetrReadAhead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pop3SessionTest {
    private static final String ALICE =
            Base64.getEncoder().encodeToString("\0alice@example.org\0secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        stage.maildrops.messages.add("Subject: one\r\n\r\n.dot\r\nline\r\n".getBytes(StandardCharsets.US_ASCII));
        stage.maildrops.messages.add("Subject: two\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void looksAtNoCredentialsInClear() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.POP3))) {
            client.expect("+OK").ask("CAPA", "+OK");
            assertThat(client.multiLine())
                    .contains("STLS\n")
                    .doesNotContain("USER")
                    .doesNotContain("SASL");
            client.ask("USER alice@example.org", "-ERR [SYS/PERM]")
                    .ask("PASS secret", "-ERR [SYS/PERM]")
                    .ask("APOP alice x", "-ERR [SYS/PERM]")
                    .ask("AUTH PLAIN " + ALICE, "-ERR [SYS/PERM]")
                    .ask("STLS now", "-ERR")
                    .ask("STLS", "+OK")
                    .handshake();
            client.ask("STLS", "-ERR").ask("CAPA", "+OK");
            assertThat(client.multiLine())
                    .doesNotContain("STLS")
                    .contains("USER\n")
                    .contains("SASL PLAIN\n");
            client.ask("AUTH PLAIN " + ALICE, "+OK").ask("QUIT", "+OK");
        }
    }

    @Test
    void servesTheCommandsOfAMaildrop() throws Exception {
        try (ScriptedClient client = login()) {
            client.ask("STAT", "+OK 2 45").ask("LIST", "+OK");
            assertThat(client.multiLine()).isEqualTo("1 28\n2 17\n");
            client.ask("UIDL 1", "+OK 1 1.1").ask("UIDL", "+OK");
            assertThat(client.multiLine()).isEqualTo("1 1.1\n2 1.2\n");
            client.ask("STAT x", "-ERR STAT takes no argument").ask("RETR", "-ERR Syntax: RETR message");
            client.ask("RETR 1", "+OK");
            assertThat(client.multiLine()).isEqualTo("Subject: one\n\n..dot\nline\n");
            client.ask("TOP 1 1", "+OK");
            assertThat(client.multiLine()).isEqualTo("Subject: one\n\n..dot\n");
            client.ask("TOP 2 0", "+OK");
            assertThat(client.multiLine()).isEqualTo("Subject: two\n\n");
        }
    }

    @Test
    void answersWrongNumbersAndCommandsAndStaysOpen() throws Exception {
        try (ScriptedClient client = login()) {
            for (String wrong : new String[] {
                "RETR 0",
                "RETR -1",
                "RETR 3",
                "RETR",
                "RETR x",
                "RETR 99999999999999999999",
                "LIST 0",
                "UIDL 9",
                "TOP 1",
                "TOP 1 -1",
                "DELE 0",
                "XYZZY"
            }) {
                client.ask(wrong, "-ERR");
            }
            client.ask("USER bob@example.org", "-ERR").ask("NOOP", "+OK");
        }
    }

    @Test
    void deletesInUpdateAlone() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        try (ScriptedClient client = login(port)) {
            client.ask("DELE 1", "+OK")
                    .ask("DELE 1", "-ERR")
                    .ask("RETR 1", "-ERR")
                    .ask("STAT", "+OK 1 ");
        }
        assertThat(stage.maildrops.removed).isEmpty();
        ScriptedClient client = null;
        while (client == null) {
            client = tryLogin(port);
        }
        client.ask("DELE 1", "+OK").ask("RSET", "+OK").ask("DELE 2", "+OK").ask("QUIT", "+OK Bye, 1 messages removed");
        client.close();
        assertThat(stage.maildrops.removed).containsExactly("1.2");
    }

    @Test
    void locksTheMaildropForOneSession() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        try (ScriptedClient first = login(port);
                ScriptedClient second = ScriptedClient.tls(port)) {
            second.expect("+OK").ask("USER alice@example.org", "+OK").ask("PASS secret", "-ERR [IN-USE]");
            first.ask("QUIT", "+OK");
        }
    }

    /** The client keeps its former connections open, as one does that is slow to close them. */
    @Test
    void theMaildropIsFreeWhenQuitIsAnswered() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        List<ScriptedClient> former = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            former.add(login(port).ask("QUIT", "+OK"));
        }
        for (ScriptedClient each : former) {
            each.close();
        }
    }

    @Test
    void theMaildropIsFreeWhenQuitIsAnsweredThoughNothingCouldBeRemoved() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        stage.maildrops.readOnly = true;
        try (ScriptedClient first = login(port)) {
            first.ask("DELE 1", "+OK").ask("QUIT", "-ERR");
            login(port).close();
        }
    }

    @Test
    void aSessionThatIsDroppedLetsGoOfTheMaildropWhenTheCloseIsSeen() throws Exception {
        int port = stage.open(BuiltInPolicies.POP3S);
        login(port).close();
        assertThat(stage.maildrops.closed.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        login(port).close();
    }

    @Test
    void saysTheSameOfAWrongPasswordAndOfNobody() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            client.expect("+OK").ask("PASS secret", "-ERR");
            client.ask("USER alice@example.org", "+OK").say("PASS wrong");
            String wrong = client.line();
            client.ask("USER nobody@example.org", "+OK").say("PASS wrong");
            assertThat(client.line()).isEqualTo(wrong).startsWith("-ERR [AUTH]");
        }
    }

    @Test
    void takesNoCommandForAResponseAfterALineThatIsNone() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            client.expect("+OK");
            for (String none : new String[] {"X\0Y", "x".repeat(20_000), "X\rY"}) {
                client.ask("AUTH PLAIN", "+").ask(none, "-ERR").ask("CAPA", "+OK Capability list");
                assertThat(client.multiLine()).contains("SASL PLAIN\n");
            }
            client.ask("AUTH PLAIN", "+").ask(ALICE, "+OK Maildrop has 2 messages");
        }
    }

    @Test
    void readsSmallMessagesAheadForWhoTakesOneAfterTheOther() throws Exception {
        for (int i = 3; i <= 6; i++) {
            stage.maildrops.messages.add(("Subject: " + i + "\r\n\r\n.x\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        try (ScriptedClient client = login(stage.open(BuiltInPolicies.POP3S), 6)) {
            for (int i = 1; i <= 6; i++) {
                client.ask("RETR " + i, "+OK " + stage.maildrops.messages.get(i - 1).length + " octets");
                String body = i == 1 ? "one\n\n..dot\nline\n" : i == 2 ? "two\n\nx\n" : i + "\n\n..x\n";
                assertThat(client.multiLine()).isEqualTo("Subject: " + body);
                client.ask("DELE " + i, "+OK");
            }
            assertThat(stage.maildrops.readTogether).containsExactly("1.2 to 1.6");
            client.ask("QUIT", "+OK Bye, 6 messages removed");
        }
    }

    @Test
    void readsNothingAheadOutOfOrderAcrossDeletedOrLargeMessages() throws Exception {
        stage.maildrops.messages.add(
                ("x".repeat(62) + "\r\n").repeat((int) RetrReadAhead.MOST / 64).getBytes(StandardCharsets.US_ASCII));
        stage.maildrops.messages.add("Subject: four\r\n".getBytes(StandardCharsets.US_ASCII));
        try (ScriptedClient client = login(stage.open(BuiltInPolicies.POP3S), 4)) {
            for (String number : new String[] {"2", "1", "1", "2", "4", "3", "4"}) {
                client.ask("RETR " + number, "+OK");
                client.multiLine();
            }
            client.ask("DELE 3", "+OK").ask("RETR 1", "+OK");
            client.multiLine();
            client.ask("RETR 2", "+OK");
            client.multiLine();
            assertThat(stage.maildrops.readTogether).isEmpty();
        }
    }

    @Test
    void aMessageThatVanishedBehindAnotherIsAFailureOfItsOwn() throws Exception {
        stage.maildrops.messages.add("Subject: three\r\n".getBytes(StandardCharsets.US_ASCII));
        stage.maildrops.vanished.add(2L);
        try (ScriptedClient client = login(stage.open(BuiltInPolicies.POP3S), 3)) {
            for (String number : new String[] {"1", "2"}) {
                client.ask("RETR " + number, "+OK");
                client.multiLine();
            }
            client.ask("RETR 3", "-ERR [SYS/TEMP]");
        }
    }

    private ScriptedClient login() throws Exception {
        return login(stage.open(BuiltInPolicies.POP3S));
    }

    private static ScriptedClient login(int port) throws Exception {
        return login(port, 2);
    }

    private static ScriptedClient login(int port, int messages) throws Exception {
        ScriptedClient client = ScriptedClient.tls(port);
        return client.expect("+OK")
                .ask("USER alice@example.org", "+OK")
                .ask("PASS secret", "+OK Maildrop has " + messages + " messages");
    }

    /** A dropped session lets go of the maildrop as soon as the server knows; until then it is in use. */
    private static ScriptedClient tryLogin(int port) throws Exception {
        ScriptedClient client = ScriptedClient.tls(port);
        client.expect("+OK").ask("USER alice@example.org", "+OK").say("PASS secret");
        if (client.line().startsWith("+OK")) {
            return client;
        }
        client.close();
        return null;
    }
}
