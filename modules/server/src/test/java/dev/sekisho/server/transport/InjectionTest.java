// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cleartext behind STARTTLS or STLS, in every state and cut at every place: nothing of it is executed, every connection is closed; and
 * handshakes as they should be succeed under the same load. {@code -Dsekisho.long=true} runs the full counts.
 */
class InjectionTest {
    private static final boolean LONG = Boolean.getBoolean("sekisho.long");
    private static final int TRIALS = LONG ? 10_000 : 600;
    private static final int HANDSHAKES = LONG ? 2_000 : 120;

    /** What is said before, and how many replies it has. */
    private record Prelude(String text, int replies) {}

    private static final List<Prelude> SMTP = List.of(
            new Prelude("", 0),
            new Prelude("EHLO x\r\n", 1),
            new Prelude("EHLO x\r\nDATA\r\n", 2),
            new Prelude("EHLO x\r\nRSET\r\nNOOP STARTTLS\r\n", 3),
            new Prelude("EHLO x\r\nAUTH PLAIN AGEAYg==\r\n", 2),
            new Prelude("EHLO x\r\nMAIL FROM:<a@example.org>\r\nBDAT 3\r\nabc", 3),
            new Prelude("STARTTLS x\r\n", 1));
    private static final Prelude BODY_LINE = new Prelude(
            "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\nSubject: x\r\n\r\nSTARTTLS\r\n.\r\n",
            5);
    private static final List<Prelude> POP3 = List.of(
            new Prelude("", 0),
            new Prelude("USER alice\r\n", 1),
            new Prelude("AUTH PLAIN AGEAYg==\r\nNOOP\r\n", 2),
            new Prelude("STLS x\r\n", 1));
    private static final List<String> INJECTED =
            List.of("EHLO y\r\n", "NOOP\r\n", "QUIT\r\n", "\r\n", "x", "CAPA\r\n", "MAIL FROM:<evil@example.org>\r\n");

    @TempDir
    Path directory;

    private ServerStage stage;
    private final ExecutorService clients = Executors.newFixedThreadPool(8);

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
    }

    @AfterEach
    void close() throws Exception {
        clients.shutdownNow();
        stage.close();
    }

    @Test
    void executesNothingThatComesInClearBehindStartTls() throws Exception {
        run(stage.open(BuiltInPolicies.SUBMISSION), SMTP, "STARTTLS\r\n", "220");
    }

    @Test
    void executesNothingThatComesInClearBehindABodyLineThatReadsStartTls() throws Exception {
        run(stage.open(BuiltInPolicies.MX), List.of(BODY_LINE), "STARTTLS\r\n", "220");
        assertThat(stage.queue.mails())
                .isNotEmpty()
                .allMatch(mail -> mail.withoutTrace().equals("Subject: x\r\n\r\nSTARTTLS\r\n"));
    }

    @Test
    void executesNothingThatComesInClearBehindStls() throws Exception {
        run(stage.open(BuiltInPolicies.POP3), POP3, "STLS\r\n", "+OK Begin");
    }

    @Test
    void succeedsWithEveryHandshakeAsItShouldBe() throws Exception {
        int port = stage.open(BuiltInPolicies.SUBMISSION);
        List<Callable<Boolean>> trials = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < HANDSHAKES; i++) {
            trials.add(() -> handshake(port));
            trials.add(() -> inject(port, SMTP.get(1), "STARTTLS\r\n", "220", "EHLO y\r\n", random.nextInt(18)));
        }
        assertAll(trials);
    }

    private void run(int port, List<Prelude> preludes, String command, String goAhead) throws Exception {
        List<Callable<Boolean>> trials = new ArrayList<>();
        for (int i = 0; i < TRIALS; i++) {
            Prelude prelude = preludes.get(i % preludes.size());
            String injected = INJECTED.get(i / preludes.size() % INJECTED.size());
            int cut = i % (command.length() + injected.length());
            trials.add(() -> inject(port, prelude, command, goAhead, injected, cut));
        }
        assertAll(trials);
    }

    private void assertAll(List<Callable<Boolean>> trials) throws Exception {
        int good = 0;
        for (Future<Boolean> outcome : clients.invokeAll(trials)) {
            good += outcome.get() ? 1 : 0;
        }
        assertThat(good).isEqualTo(trials.size());
    }

    /** True if the connection was closed with nothing said but, at most, the go-ahead. */
    private static boolean inject(int port, Prelude prelude, String command, String goAhead, String injected, int cut)
            throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.reply();
            for (String line : prelude.text().split("(?<=\n)")) {
                if (!line.isEmpty()) {
                    client.raw(line);
                }
            }
            for (int i = 0; i < prelude.replies(); i++) {
                client.reply();
            }
            String attack = command + injected;
            try {
                client.raw(attack.substring(0, cut));
                client.raw(attack.substring(cut));
            } catch (SocketException closedAlready) {
                return true;
            }
            String rest = client.rest();
            // An alert of the TLS handler that was fed cleartext is not text of the protocol.
            String text = rest.replaceFirst("(?s)[\\x15\\x16].*", "");
            return text.isEmpty() || (text.startsWith(goAhead) && text.indexOf('\n') == text.length() - 1);
        }
    }

    private static boolean handshake(int port) throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.reply();
            client.ask("EHLO x", "250").ask("STARTTLS", "220").handshake();
            client.ask("EHLO x", "250").ask("QUIT", "221");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
