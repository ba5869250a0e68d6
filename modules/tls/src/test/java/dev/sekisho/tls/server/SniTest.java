// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.fixture.JdkClient;
import dev.sekisho.tls.fixture.LeakCheck;
import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.hello.HandshakeRefused;
import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class SniTest {
    private static final ListenerTls FAILING =
            new ListenerTls(false, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final ListenerTls FALLING_BACK =
            new ListenerTls(false, UnknownName.DEFAULT_CERTIFICATE, Duration.ofSeconds(10), Optional.empty());

    private static final Identity FIRST =
            TestCertificates.certificate().names("mail.example.org").identity("first");
    private static final Identity WILD =
            TestCertificates.certificate().names("*.example.net").identity("wild");
    private static final Identity EXACT =
            TestCertificates.certificate().names("mx.example.net").identity("exact");

    private interface Trial {
        void run(TlsLoopbackServer server) throws Exception;
    }

    private static void serving(TlsEngine engine, ListenerTls options, Trial trial) throws Exception {
        try (ServerTls tls = new ServerTls(Identities.of(List.of(FIRST, WILD, EXACT)), engine, Clock.systemUTC());
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(options))) {
            trial.run(server);
        }
    }

    private static Identity presented(TlsLoopbackServer server, JdkClient client) throws IOException {
        try (JdkClient.Session session = client.connect(server.port())) {
            return List.of(FIRST, WILD, EXACT).stream()
                    .filter(identity -> leaf(session).equals(identity.leaf()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A client that remembers no session of another name. */
    private static JdkClient naming(String host) {
        return JdkClient.withoutCertificate().naming(host);
    }

    private static Object leaf(JdkClient.Session session) {
        try {
            return session.leaf();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void presentsTheIdentityThatIsNamed(TlsEngine engine) throws Exception {
        serving(engine, FAILING, server -> {
            assertThat(presented(server, naming("mail.example.org"))).isEqualTo(FIRST);
            assertThat(presented(server, naming("MX.example.NET"))).isEqualTo(EXACT);
            assertThat(presented(server, naming("imap.example.net"))).isEqualTo(WILD);
        });
    }

    @ParameterizedTest
    @EnumSource
    void presentsTheDefaultToWhoNamesNothing(TlsEngine engine) throws Exception {
        serving(
                engine,
                FAILING,
                server -> assertThat(presented(server, JdkClient.withoutCertificate()))
                        .isEqualTo(FIRST));
    }

    @ParameterizedTest
    @EnumSource
    void presentsTheDefaultToWhoNamesLocalhost(TlsEngine engine) throws Exception {
        serving(engine, FAILING, server -> {
            String output =
                    OpensslClient.connect(server.port(), List.of("QUIT"), "-ign_eof", "-servername", "localhost");
            assertThat(output).contains("subject=CN = mail.example.org").contains("220 ready");
        });
    }

    @ParameterizedTest
    @EnumSource
    void presentsTheDefaultToWhoNamesAnAddress(TlsEngine engine) throws Exception {
        serving(
                engine,
                FAILING,
                server -> assertThat(OpensslClient.connect(
                                server.port(), List.of("QUIT"), "-ign_eof", "-servername", "127.0.0.1"))
                        .contains("220 ready"));
    }

    @ParameterizedTest
    @EnumSource
    void failsWithUnrecognizedNameWhereThatIsWanted(TlsEngine engine) throws Exception {
        serving(engine, FAILING, server -> {
            for (String name : List.of("example.net", "a.b.example.net", "mail.example.com", "mail_example..org")) {
                assertThat(OpensslClient.connect(server.port(), List.of("QUIT"), "-servername", name))
                        .as(name)
                        .contains("unrecognized name:")
                        .contains("SSL alert number 112")
                        .doesNotContain("220 ready");
                assertThat(((HandshakeRefused) server.nextHandshake().cause()).reason())
                        .isEqualTo(HandshakeRefused.Reason.UNKNOWN_NAME);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void tellsAJavaClientOfAnUnknownName(TlsEngine engine) throws Exception {
        serving(
                engine,
                FAILING,
                server -> assertThatThrownBy(() -> JdkClient.withoutCertificate()
                                .naming("mail.example.com")
                                .connect(server.port()))
                        .hasMessageContaining("unrecognized_name"));
    }

    @ParameterizedTest
    @EnumSource
    void fallsBackToTheDefaultWhereThatIsWanted(TlsEngine engine) throws Exception {
        serving(
                engine,
                FALLING_BACK,
                server -> assertThat(presented(server, naming("mail.example.com")))
                        .isEqualTo(FIRST));
    }

    @ParameterizedTest
    @EnumSource
    void theNameThatNoIdentityHasIsTold(TlsEngine engine) throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        UnknownNameObserver asked = (name, peer, presented) -> events.add(name + " " + presented);
        try (ServerTls tls = new ServerTls(Identities.of(List.of(FIRST, WILD)), engine, Clock.systemUTC());
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(FALLING_BACK, asked));
                TlsLoopbackServer refusing = new TlsLoopbackServer(tls.listener(FAILING, asked))) {
            presented(server, naming("mail.example.org"));
            presented(server, naming("imap.example.net"));
            presented(server, JdkClient.withoutCertificate());
            assertThat(events).isEmpty();

            presented(server, naming("mail.example.com"));
            assertThat(events.remove()).isEqualTo("\"mail.example.com\" [mail.example.org]");
            assertThatThrownBy(() -> naming("mail.example.com").connect(refusing.port()))
                    .isInstanceOf(IOException.class);
            assertThat(events.remove()).isEqualTo("\"mail.example.com\" []");
            assertThat(refusing.nextHandshake().cause()).hasMessageContaining("\"mail.example.com\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientGetsTheDefaultWithoutAnAlert(TlsEngine engine) throws Exception {
        serving(
                engine,
                FALLING_BACK,
                server -> assertThat(OpensslClient.connect(
                                server.port(), List.of("QUIT"), "-ign_eof", "-msg", "-servername", "mail.example.com"))
                        .contains("220 ready")
                        .contains("subject=CN = mail.example.org")
                        .doesNotContain("unrecognized_name"));
    }

    @Test
    void aNameThatIsNoneIsShownInPrintableCharactersAndCut() {
        assertThat(RequestedServerName.of("a\r\nb \"c\" \\ \u001b[31m\u00fc"))
                .hasToString("\"a\\x0d\\x0ab\\x20\\x22c\\x22\\x20\\x5c\\x20\\x1b[31m\\xfc\"");
        assertThat(RequestedServerName.of("\u0000".repeat(60_000)).text())
                .hasSizeLessThanOrEqualTo(RequestedServerName.LONGEST);
    }
}
