// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that try names until one exists. */
class UnknownRecipientTest {
    private static final String UNKNOWN = "RCPT TO:<nobody@example.org>";
    private static final String GOOD = "RCPT TO:<alice@example.org>";
    private static final String CLOSED = "421 4.7.0 Too many unknown recipients from your address, closing connection";
    /** The fourth is answered 1 s later, and the one behind it is not. */
    private static final ClientRates FEW = new ClientRates(1_000, 1_000, 1_000, 3, 4, List.of());

    @TempDir
    Path directory;

    private final LoggedEvents log = new LoggedEvents();
    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        stage.close();
    }

    private static PortPolicy rated(PortPolicy policy) {
        return policy.with(policy.rules(), policy.limits().with(FEW));
    }

    private static ScriptedClient begun(String from, int port) throws Exception {
        return ScriptedClient.clearFrom(from, port)
                .expect("220")
                .ask("EHLO client.example", "250")
                .ask("MAIL FROM:<a@elsewhere.example>", "250");
    }

    private static ScriptedClient unknown(ScriptedClient client, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            client.ask(UNKNOWN, "550 5.1.1");
        }
        return client;
    }

    @Test
    void whoNamesTooManyIsToldNothingMoreAndOtherAddressesAreServed() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX));
        try (ScriptedClient guesser = unknown(begun("127.0.0.1", port), 4)) {
            guesser.ask(GOOD, CLOSED);
            assertThat(guesser.rest()).isEmpty();
        }
        for (String next : List.of(GOOD, UNKNOWN)) {
            try (ScriptedClient again = begun("127.0.0.1", port)) {
                again.ask(next, CLOSED);
            }
        }
        try (ScriptedClient other = begun("127.0.0.2", port)) {
            other.ask(GOOD, "250").ask(UNKNOWN, "550 5.1.1");
        }
        assertThat(log.all(LogEvent.CLIENT_RATE))
                .as("one line for the address, when it is served slower")
                .extracting(line -> LoggedEvents.of(line, LogKey.RATE) + " " + LoggedEvents.of(line, LogKey.LIMIT) + " "
                        + LoggedEvents.of(line, LogKey.REFUSED))
                .containsExactly("unknown-recipient 3 0");
        assertThat(log.all(LogEvent.RCPT_REFUSED)).hasSize(5);
    }

    /** The fourth reply waits, and those behind it wait with it; what was said before it is there. */
    @Test
    void aPipelineIsAnsweredInItsOrder() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX));
        try (ScriptedClient client = begun("127.0.0.1", port)) {
            client.raw(UNKNOWN + "\r\n" + GOOD + "\r\n" + UNKNOWN + "\r\n" + UNKNOWN + "\r\n" + UNKNOWN
                    + "\r\nNOOP\r\nDATA\r\n");
            client.expect("550").expect("250 2.1.5").expect("550").expect("550");
            client.expect("550").expect("250").expect("354");
            client.ask("Subject: x\r\n\r\nx\r\n.", "250");
        }
        assertThat(stage.queue.mails()).hasSize(1);
    }

    @Test
    void goodRecipientsMakeGoodForUnknownOnes() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX));
        try (ScriptedClient client = unknown(begun("127.0.0.1", port), 2)) {
            for (int i = 0; i < 20; i++) {
                client.ask(GOOD, "250 2.1.5");
            }
            unknown(client, 2).ask(GOOD, "250 2.1.5");
        }
        assertThat(log.all(LogEvent.CLIENT_RATE)).isEmpty();
    }

    @Test
    void aUserSlowsNobodyElseDownWhoSendsFromThatAddress() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.SUBMISSIONS));
        try (ScriptedClient alice = login("alice", port);
                ScriptedClient bob = login("bob", port)) {
            unknown(alice, 4).ask(GOOD, CLOSED);
            bob.ask(GOOD, "250 2.1.5");
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CLIENT_RATE), LogKey.USER))
                .isEqualTo("alice@example.org");
    }

    private static ScriptedClient login(String user, int port) throws Exception {
        String plain = Base64.getEncoder()
                .encodeToString(("\0" + user + "@example.org\0secret").getBytes(StandardCharsets.UTF_8));
        return ScriptedClient.tls(port)
                .expect("220")
                .ask("EHLO a", "250")
                .ask("AUTH PLAIN " + plain, "235")
                .ask("MAIL FROM:<" + user + "@example.org>", "250");
    }

    /** One in four connections may be slow, which is one of these. */
    @Test
    void slowSessionsTakeNotAllPlaces() throws Exception {
        PortPolicy mx = rated(BuiltInPolicies.MX);
        int port = stage.open(mx.with(
                mx.rules(),
                mx.limits().with(new ConnectionLimits(6, 6, 6, Duration.ofMinutes(5), Duration.ofSeconds(10)))));
        unknown(begun("127.0.0.1", port), 3).close();
        try (ScriptedClient slow = begun("127.0.0.1", port);
                ScriptedClient second = begun("127.0.0.1", port)) {
            slow.ask(GOOD, "250 2.1.5");
            second.ask(GOOD, CLOSED);
            slow.ask(GOOD, "250 2.1.5");
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            try (ScriptedClient third = begun("127.0.0.1", port)) {
                third.ask(GOOD, "250 2.1.5");
            }
        });
    }
}
