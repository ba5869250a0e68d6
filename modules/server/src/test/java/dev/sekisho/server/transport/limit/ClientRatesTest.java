// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.proxy.TrustedProxies;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rates of clients on listeners over sockets. */
class ClientRatesTest {
    private static final ClientRates FEW = rates(3, 3, 5, List.of());

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

    private static ClientRates rates(int connections, int mails, int recipients, List<CidrNetwork> exceptions) {
        return new ClientRates(connections, mails, recipients, 20, 100, exceptions);
    }

    private static PortPolicy rated(PortPolicy policy, ClientRates rates) {
        return policy.with(policy.rules(), policy.limits().with(rates));
    }

    private static CidrNetwork network(String text) {
        return CidrNetworkParser.parse(text).orElseThrow();
    }

    private static ScriptedClient greeted(String from, int port) throws Exception {
        return ScriptedClient.clearFrom(from, port).expect("220").ask("EHLO client.example", "250");
    }

    @Test
    void connectionsBeyondTheRateAreTurnedAwayAndOtherAddressesAreServed() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX, FEW));
        for (int i = 0; i < 3; i++) {
            greeted("127.0.0.1", port).close();
        }
        for (int i = 0; i < 5; i++) {
            try (ScriptedClient fourth = ScriptedClient.clearFrom("127.0.0.1", port)) {
                assertThat(fourth.rest()).isEqualTo("421 4.7.0 Too many connections, try again later\r\n");
            }
        }
        greeted("127.0.0.2", port).close();
        LogLine told = log.first(LogEvent.CLIENT_RATE);
        assertThat(log.all(LogEvent.CLIENT_RATE)).hasSize(1);
        assertThat(log.all(LogEvent.CONNECTION_REFUSED)).isEmpty();
        assertThat(LoggedEvents.of(told, LogKey.NETWORK)).isEqualTo("127.0.0.1");
        assertThat(LoggedEvents.of(told, LogKey.RATE)).isEqualTo("connection");
        assertThat(LoggedEvents.of(told, LogKey.LIMIT)).isEqualTo("3");
        assertThat(LoggedEvents.of(told, LogKey.REFUSED)).isEqualTo("1");
    }

    @Test
    void mailReadersAreTurnedAwayInTheWordsOfTheirProtocolOrWithoutAny() throws Exception {
        int pop3 = stage.open(rated(BuiltInPolicies.POP3, rates(1, 1, 1, List.of())));
        int pop3s = stage.open(rated(BuiltInPolicies.POP3S, rates(1, 1, 1, List.of())));
        ScriptedClient.clear(pop3).expect("+OK").close();
        ScriptedClient.clear(pop3s).close();
        try (ScriptedClient second = ScriptedClient.clear(pop3);
                ScriptedClient secondWithTls = ScriptedClient.clear(pop3s)) {
            assertThat(second.rest()).startsWith("-ERR [SYS/TEMP] Too many connections");
            assertThat(secondWithTls.rest()).isEmpty();
        }
    }

    @Test
    void aConnectionThatLogsInCountsNoLonger() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.SUBMISSIONS, rates(1, 1, 1, List.of())));
        String plain =
                Base64.getEncoder().encodeToString("\0alice@example.org\0secret".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            try (ScriptedClient client = ScriptedClient.tls(port)) {
                client.expect("220").ask("EHLO a", "250").ask("AUTH PLAIN " + plain, "235");
            }
        }
        try (ScriptedClient client = ScriptedClient.tls(port)) {
            client.expect("220");
        }
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void messagesBeyondTheRateAreDeferredAcrossConnections() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX, rates(100, 3, 100, List.of())));
        for (int i = 0; i < 2; i++) {
            try (ScriptedClient client = greeted("127.0.0.1", port)) {
                client.ask("MAIL FROM:<a@elsewhere.example>", "250");
                client.ask("MAIL FROM:<a@elsewhere.example>", "503 5.5.1");
            }
        }
        try (ScriptedClient client = greeted("127.0.0.1", port);
                ScriptedClient other = greeted("127.0.0.2", port)) {
            client.ask("MAIL FROM:<a@elsewhere.example>", "250").ask("RSET", "250");
            for (int i = 0; i < 30; i++) {
                client.ask(
                        "MAIL FROM:<a@elsewhere.example>",
                        "450 4.7.1 Too many messages from your address, try again later");
            }
            client.ask("NOOP", "250");
            other.ask("MAIL FROM:<a@elsewhere.example>", "250");
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CLIENT_RATE), LogKey.RATE))
                .isEqualTo("mail");
        assertThat(log.all(LogEvent.CLIENT_RATE)).hasSize(1);
        assertThat(log.all(LogEvent.MAIL_REFUSED)).hasSize(2);
    }

    /** The recipients before the bound get the message, and each command has its reply. */
    @Test
    void recipientsBeyondTheRateAreDeferredInAPipelineToo() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX, rates(100, 100, 5, List.of())));
        try (ScriptedClient client = greeted("127.0.0.1", port);
                ScriptedClient other = greeted("127.0.0.2", port)) {
            StringBuilder pipeline = new StringBuilder("MAIL FROM:<a@elsewhere.example>\r\n");
            for (int i = 0; i < 8; i++) {
                pipeline.append(i == 2 ? "RCPT TO:<nobody@example.org>\r\n" : "RCPT TO:<alice@example.org>\r\n");
            }
            client.raw(pipeline + "DATA\r\n").expect("250 2.1.0");
            client.expect("250 2.1.5").expect("250 2.1.5").expect("550 5.1.1");
            client.expect("250 2.1.5").expect("250 2.1.5");
            for (int i = 0; i < 3; i++) {
                client.expect("450 4.7.1 Too many recipients from your address, try again later");
            }
            client.expect("354").ask("Subject: x\r\n\r\nx\r\n.", "250");
            other.ask("MAIL FROM:<a@elsewhere.example>", "250").ask("RCPT TO:<alice@example.org>", "250");
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CLIENT_RATE), LogKey.RATE))
                .isEqualTo("recipient");
    }

    @Test
    void exceptedAndTrustedNetworksHaveNoRates() throws Exception {
        int excepted = stage.open(rated(BuiltInPolicies.MX, rates(1, 1, 1, List.of(network("127.0.0.1")))));
        int trusted = stage.open(
                rated(BuiltInPolicies.MX, rates(1, 1, 1, List.of())).withRelayNetworks(List.of(network("127.0.0.1"))));
        for (int port : List.of(excepted, trusted)) {
            for (int i = 0; i < 3; i++) {
                try (ScriptedClient client = greeted("127.0.0.1", port)) {
                    client.ask("MAIL FROM:<a@elsewhere.example>", "250")
                            .ask("RCPT TO:<alice@example.org>", "250")
                            .ask("RCPT TO:<alice@example.org>", "250");
                }
            }
        }
    }

    @Test
    void behindAProxyTheToldAddressCountsAndAnIpv6ClientIsItsNetwork() throws Exception {
        int port = stage.open(rated(BuiltInPolicies.MX, rates(1, 1, 1, ClientRates.LOOPBACK))
                .withProxies(new TrustedProxies(List.of(network("127.0.0.0/8")), false)));
        assertThat(reply(port, "TCP6 2001:db8:1:1::5 2001:db8:9::1")).startsWith("220");
        assertThat(reply(port, "TCP6 2001:db8:1:1:ffff::6 2001:db8:9::1")).startsWith("421 4.7.0");
        assertThat(reply(port, "TCP6 2001:db8:1:2::5 2001:db8:9::1")).startsWith("220");
        assertThat(reply(port, "TCP4 203.0.113.9 192.0.2.1")).startsWith("220");
        assertThat(reply(port, "TCP4 203.0.113.9 192.0.2.1")).startsWith("421 4.7.0");
        assertThat(reply(port, "TCP4 203.0.113.8 192.0.2.1")).startsWith("220");
        assertThat(LoggedEvents.of(log.first(LogEvent.CLIENT_RATE), LogKey.NETWORK))
                .isEqualTo("2001:db8:1:1:0:0:0:0/64");
    }

    private static String reply(int port, String told) throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            return client.raw("PROXY " + told + " 40000 25\r\n").reply();
        }
    }
}
