// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.policy.proxy.TrustedProxies;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners behind proxies: whose address counts, and who is closed without a word. */
class ProxyProtocolTest {
    private static final String CLIENT = "PROXY TCP4 203.0.113.9 192.0.2.1 40000 25\r\n";
    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final String LOCAL = SIGNATURE + "\u0020\0\0\0";
    private static final String ADDRESSES = "\u00cb\0\u0071\u0009\u00c0\0\u0002\u0001\u009c\u0040\u0001\u00d1";
    /** 203.0.113.9, port 40000. */
    private static final String VERSION_2 = SIGNATURE + "\u0021\u0011\0\u000c" + ADDRESSES;

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

    private static PortPolicy behindLoopback(PortPolicy policy, boolean endTls) {
        return policy.withProxies(new TrustedProxies(
                List.of(CidrNetworkParser.parse("127.0.0.0/8").orElseThrow()), endTls));
    }

    private static PortPolicy behindLoopback(PortPolicy policy) {
        return behindLoopback(policy, false);
    }

    /** A header of version 2 of that client, under TLS of a version. @param flags 1 if the client has TLS */
    private static String version2(int flags, String tlsVersion) {
        String version = "\u0021\0" + (char) tlsVersion.length() + tlsVersion;
        String cipher = "\u0023\0\u0016" + "TLS_AES_128_GCM_SHA256";
        String tls = (char) flags + "\0\0\0\0" + version + cipher;
        String rest = ADDRESSES + "\u0020\0" + (char) tls.length() + tls;
        return SIGNATURE + "\u0021\u0011\0" + (char) rest.length() + rest;
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIENT, VERSION_2, "PROXY TCP6 ::ffff:203.0.113.9 ::1 40000 25\r\n"})
    void theClientsAddressIsTheOneThatTheProxyTells(String header) throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.MX));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(header).expect("220").ask("EHLO client.example", "250");
            client.ask("MAIL FROM:<a@elsewhere.example>", "250").ask("RCPT TO:<alice@example.org>", "250");
            client.ask("DATA", "354").ask("Subject: x\r\n\r\nx\r\n.", "250").ask("QUIT", "221");
        }
        assertThat(stage.queue.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.content()).contains("[203.0.113.9]"));
        assertThat(LoggedEvents.of(log.first(LogEvent.ACCEPTED), LogKey.PEER)).isEqualTo("203.0.113.9");
    }

    @Test
    void aHeaderMayComeOctetByOctetAndTheClientsCommandsBehindItInOnePacket() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSION));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            for (char octet : CLIENT.toCharArray()) {
                client.raw(String.valueOf(octet));
            }
            client.expect("220");
        }
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(CLIENT + "EHLO a\r\nQUIT\r\n")
                    .expect("220")
                    .expect("250")
                    .expect("221");
        }
    }

    @Test
    void aClientHelloMayComeInThePacketOfTheHeader() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.POP3S));
        for (int octets = 1; octets <= VERSION_2.length(); octets += 9) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                client.raw(VERSION_2.substring(0, VERSION_2.length() - octets));
                client.raw(VERSION_2.substring(VERSION_2.length() - octets) + ScriptedClient.clientHello());
                assertThat(client.octet()).as("a record of the handshake").isEqualTo(22);
            }
        }
    }

    @Test
    void tlsFromTheFirstOctetBeginsBehindTheHeader() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.POP3S));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(VERSION_2).handshake().expect("+OK");
            client.ask("USER alice@example.org", "+OK").ask("PASS wrong", "-ERR");
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.LOGIN_BAD), LogKey.PEER)).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "PROXX ",
                "PROXY TCP4 203.0.113.9\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 40000 99999\r\n",
                "PROXY TCP4 203.0.113.999 192.0.2.1 40000 25\r\n",
                "PROXY TCP4 localhost 192.0.2.1 40000 25\r\n",
                "PROXY TCP6 fe80::1%eth0 ::1 40000 25\r\n",
                "PROXY TCP6 203.0.113.9 ::1 40000 25\r\n",
                "PROXY UNKNOWN\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.1 40000 25 and a line without an end that goes on and on and on and on and"
                        + " on and on and on and on and on",
                SIGNATURE + "\u0031\u0011\0\u000c" + ADDRESSES,
                SIGNATURE + "\u0021\u0011\0\u0004\u00cb\0\u0071\u0009",
                SIGNATURE + "\u0021\u0012\0\u000c" + ADDRESSES,
                SIGNATURE + "\u0021\u0000\0\0"
            })
    void whatIsNoHeaderOfAClientIsClosedWithoutAWord(String octets) throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSION));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(octets);
            assertThat(client.rest()).isEmpty();
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CONNECTION_REFUSED), LogKey.REASON))
                .startsWith("proxy-header-");
    }

    @Test
    void aSecondHeaderIsNoCommand() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSION));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(CLIENT + CLIENT).expect("220").expect("5");
        }
        int implicit = stage.open(behindLoopback(withQuickHandshake(BuiltInPolicies.SUBMISSIONS)));
        try (ScriptedClient client = ScriptedClient.clear(implicit)) {
            assertThat(client.raw(VERSION_2 + VERSION_2).rest()).doesNotContain("220");
        }
    }

    @Test
    void whoSpeaksBehindTheHeaderBeforeTheGreetingOn25IsAnEarlyTalker() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.MX));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            assertThat(client.raw(CLIENT + "EHLO a\r\n").rest()).isEmpty();
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CONNECTION_REFUSED), LogKey.REASON))
                .isEqualTo("early-talker");
    }

    @Test
    void whoIsNoProxyIsClosedWhateverItSends() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION.withProxies(
                new TrustedProxies(List.of(CidrNetworkParser.parse("192.0.2.1").orElseThrow()), false));
        try (ScriptedClient client = ScriptedClient.clear(stage.open(policy))) {
            assertThat(client.rest()).isEmpty();
        }
        assertThat(LoggedEvents.of(log.first(LogEvent.CONNECTION_REFUSED), LogKey.REASON))
                .isEqualTo("proxy-not-listed");
    }

    @Test
    void aHeaderIsWaitedForAsLongAsAHandshake() throws Exception {
        int port = stage.open(behindLoopback(withQuickHandshake(BuiltInPolicies.SUBMISSION)));
        for (String begun : List.of("", "PROXY TCP4", SIGNATURE + "\u0021\u0011\u00ff\u00ff" + ADDRESSES)) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                assertThat(client.raw(begun).rest()).isEmpty();
            }
        }
        assertThat(log.all(LogEvent.CONNECTION_REFUSED))
                .hasSize(3)
                .allMatch(line -> LoggedEvents.of(line, LogKey.REASON).equals("proxy-header-late"));
    }

    private static PortPolicy withQuickHandshake(PortPolicy policy) {
        return policy.with(
                policy.rules(),
                policy.limits().with(new ConnectionLimits(10, 10, 10, Duration.ofMinutes(5), Duration.ofSeconds(1))));
    }

    @Test
    void connectionsAreCountedForTheClientThatIsTold() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        PortPolicy one = policy.with(
                policy.rules(),
                policy.limits().with(new ConnectionLimits(10, 1, 10, Duration.ofMinutes(5), Duration.ofSeconds(10))));
        int port = stage.open(behindLoopback(one));
        try (ScriptedClient first = ScriptedClient.clear(port);
                ScriptedClient second = ScriptedClient.clear(port);
                ScriptedClient other = ScriptedClient.clear(port)) {
            first.raw(CLIENT).expect("220");
            second.raw(CLIENT).expect("421");
            other.raw("PROXY TCP4 203.0.113.10 192.0.2.1 40000 25\r\n").expect("220");
        }
    }

    @Test
    void aNetworkThatRelaysIsTheClientsAndNotTheProxys() throws Exception {
        PortPolicy mx = behindLoopback(BuiltInPolicies.MX.withRelayNetworks(List.of(
                CidrNetworkParser.parse("127.0.0.0/8").orElseThrow(),
                CidrNetworkParser.parse("203.0.113.0/24").orElseThrow())));
        int port = stage.open(mx);
        assertThat(relays(port, CLIENT)).isTrue();
        assertThat(relays(port, "PROXY TCP4 198.51.100.1 192.0.2.1 40000 25\r\n"))
                .isFalse();
        assertThat(relays(port, "PROXY TCP4 127.0.0.1 192.0.2.1 40000 25\r\n")).isFalse();
        assertThat(relays(port, LOCAL)).isFalse();
    }

    private static boolean relays(int port, String header) throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(header).expect("220").ask("EHLO client.example", "250");
            client.ask("MAIL FROM:<a@elsewhere.example>", "250");
            return client.say("RCPT TO:<b@elsewhere.example>").reply().startsWith("250");
        }
    }

    @Test
    void whereTheProxyEndsTlsItsWordIsTlsAndNothingElseIs() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSIONS, true));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(version2(1, "TLSv1.3")).expect("220").ask("EHLO client.example", "250");
            String plain =
                    Base64.getEncoder().encodeToString("\0alice@example.org\0secret".getBytes(StandardCharsets.UTF_8));
            client.ask("AUTH PLAIN " + plain, "235").ask("MAIL FROM:<alice@example.org>", "250");
            client.ask("RCPT TO:<bob@example.org>", "250").ask("DATA", "354");
            client.ask("From: alice@example.org\r\n\r\nx\r\n.", "250");
        }
        assertThat(stage.queue.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.content()).contains("ESMTPSA", "TLSv1.3", "TLS_AES_128_GCM_SHA256"));
    }

    @Test
    void whereTheProxyEndsTlsAHeaderWithoutItIsClosed() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSIONS, true));
        for (String header : List.of(
                CLIENT,
                VERSION_2,
                version2(0, "TLSv1.3"),
                version2(1, "TLSv1.1"),
                version2(1, "TLSv1.3\r\nX-Injected: 1"))) {
            try (ScriptedClient client = ScriptedClient.clear(port)) {
                assertThat(client.raw(header + "EHLO a\r\n").rest()).isEmpty();
            }
        }
        assertThat(log.all(LogEvent.CONNECTION_REFUSED))
                .hasSize(5)
                .allMatch(line -> LoggedEvents.of(line, LogKey.REASON).equals("proxy-header-without-tls"));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            assertThat(client.raw(LOCAL).rest()).isEmpty();
        }
        assertThat(log.all(LogEvent.CONNECTION_REFUSED)).hasSize(5);
    }

    @Test
    void theWordOfAProxyAboutTlsIsNothingWhereItIsNotBelieved() throws Exception {
        int port = stage.open(behindLoopback(BuiltInPolicies.SUBMISSION));
        try (ScriptedClient client = ScriptedClient.clear(port)) {
            client.raw(version2(1, "TLSv1.3")).expect("220").ask("EHLO client.example", "250");
            client.ask("AUTH PLAIN", "538").ask("MAIL FROM:<alice@example.org>", "530");
        }
    }
}
