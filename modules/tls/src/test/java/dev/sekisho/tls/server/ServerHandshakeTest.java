// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.engine.TlsParameters;
import dev.sekisho.tls.fixture.JdkClient;
import dev.sekisho.tls.fixture.LeakCheck;
import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.hello.ClientHelloReaderTest;
import dev.sekisho.tls.hello.HandshakeRefused;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.PemEncoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class ServerHandshakeTest {
    private static final ListenerTls PLAIN =
            new ListenerTls(false, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final ListenerTls ASKING =
            new ListenerTls(true, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());

    private static final Identity EC = TestCertificates.certificate().identity("ec");
    private static final Identity RSA =
            TestCertificates.certificate().keys(TestCertificates.sharedRsa()).identity("rsa");
    private static final Identity PEER =
            TestCertificates.certificate().commonName("peer").names().identity("peer");

    @TempDir
    Path folder;

    /** What is tried against a server. */
    private interface Trial {
        void run(TlsLoopbackServer server) throws Exception;
    }

    private static void serving(TlsEngine engine, ListenerTls options, List<Identity> identities, Trial trial)
            throws Exception {
        try (ServerTls tls = new ServerTls(Identities.of(identities), engine, Clock.systemUTC());
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(options))) {
            trial.run(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void speaksTls13(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (JdkClient.Session session = JdkClient.withoutCertificate().connect(server.port())) {
                assertThat(session.ask("NOOP")).matches("250 TLS1.3 TLS_AES_(128_GCM_SHA256|256_GCM_SHA384) none");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void speaksTls12(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (JdkClient.Session session =
                    JdkClient.withoutCertificate().versions("TLSv1.2").connect(server.port())) {
                assertThat(session.ask("NOOP")).isEqualTo("250 TLS1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 none");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void prefersItsOwnOrderOfSuites(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            JdkClient client = JdkClient.withoutCertificate()
                    .versions("TLSv1.2")
                    .suites("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            try (JdkClient.Session session = client.connect(server.port())) {
                assertThat(session.ask("NOOP")).contains("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void handsOverThePinOfAClientCertificate(TlsEngine engine) throws Exception {
        serving(engine, ASKING, List.of(EC), server -> {
            for (String version : TlsParameters.VERSIONS) {
                try (JdkClient.Session session =
                        JdkClient.with(PEER).versions(version).connect(server.port())) {
                    assertThat(session.ask("NOOP")).endsWith(" " + PEER.pin());
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void servesAClientWithoutCertificateWhereOneIsAskedFor(TlsEngine engine) throws Exception {
        serving(engine, ASKING, List.of(EC), server -> {
            try (JdkClient.Session session = JdkClient.withoutCertificate().connect(server.port())) {
                assertThat(session.ask("NOOP")).endsWith(" none");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void looksAtNoCertificateWhereNoneIsAskedFor(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (JdkClient.Session session = JdkClient.with(PEER).connect(server.port())) {
                assertThat(session.ask("NOOP")).endsWith(" none");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void givesRsaToAClientThatKnowsNothingElse(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC, RSA), server -> {
            JdkClient client =
                    JdkClient.withoutCertificate().versions("TLSv1.2").suites("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
            try (JdkClient.Session session = client.connect(server.port())) {
                assertThat(session.leaf()).isEqualTo(RSA.leaf());
            }
            String output =
                    OpensslClient.connect(server.port(), List.of("QUIT"), "-tls1_3", "-sigalgs", "RSA-PSS+SHA256");
            assertThat(output).contains("Peer signature type: RSA-PSS");
        });
    }

    @ParameterizedTest
    @EnumSource
    void givesEcdsaToAClientThatKnowsBoth(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(RSA, EC), server -> {
            for (String version : TlsParameters.VERSIONS) {
                try (JdkClient.Session session =
                        JdkClient.withoutCertificate().versions(version).connect(server.port())) {
                    assertThat(session.leaf()).isEqualTo(EC.leaf());
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void upgradesAfterStartTls(TlsEngine engine) throws Exception {
        try (ServerTls tls = new ServerTls(Identities.of(List.of(EC)), engine, Clock.systemUTC());
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(PLAIN), true)) {
            String output =
                    OpensslClient.connect(server.port(), List.of("NOOP", "QUIT"), "-starttls", "smtp", "-ign_eof");
            assertThat(output).contains("250 TLS1.3 TLS_AES_").contains("221 bye");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closesWithoutAWordOnAClientThatSpeaksCleartext(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(15_000);
                socket.getOutputStream().write("EHLO client.example\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(everything(socket)).isEmpty();
                SslHandshakeCompletionEvent event = server.nextHandshake();
                assertThat(event.cause()).isInstanceOf(HandshakeRefused.class);
                assertThat(((HandshakeRefused) event.cause()).reason()).isEqualTo(HandshakeRefused.Reason.NOT_TLS);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void closesOnAClientThatSaysNothing(TlsEngine engine) throws Exception {
        ListenerTls hasty = new ListenerTls(false, UnknownName.REFUSE, Duration.ofMillis(200), Optional.empty());
        serving(engine, hasty, List.of(EC), server -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(15_000);
                assertThat(everything(socket)).isEmpty();
                assertThat(((HandshakeRefused) server.nextHandshake().cause()).reason())
                        .isEqualTo(HandshakeRefused.Reason.TIMEOUT);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void closesOnAClientThatStallsAfterItsHello(TlsEngine engine) throws Exception {
        ListenerTls hasty =
                new ListenerTls(false, UnknownName.DEFAULT_CERTIFICATE, Duration.ofMillis(300), Optional.empty());
        serving(engine, hasty, List.of(EC), server -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(15_000);
                socket.getOutputStream().write(ClientHelloReaderTest.hello());
                assertThat(everything(socket)).doesNotContain("220 ready");
                assertThat(server.nextHandshake().cause()).isInstanceOf(SslHandshakeTimeoutException.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfAClientThatLeavesBeforeItsHello(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            assertThat(server.nextHandshake().cause()).isInstanceOf(IOException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    void handshakesWithAHelloThatComesByteByByte(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (Socket direct = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                direct.setSoTimeout(15_000);
                direct.setTcpNoDelay(true);
                byte[] hello = ClientHelloReaderTest.hello();
                for (byte octet : hello) {
                    direct.getOutputStream().write(octet);
                }
                assertThat(direct.getInputStream().read()).isEqualTo(22);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void countsOnlyTheLeafOfAClientsChain(TlsEngine engine) throws Exception {
        TestCertificates stranger =
                TestCertificates.certificate().commonName("stranger").names();
        Path certificate = TestCertificates.write(folder.resolve("stranger.crt"), stranger.certificatePem());
        Path key = TestCertificates.write(folder.resolve("stranger.key"), stranger.keyPem());
        Path pinned = TestCertificates.write(folder.resolve("pinned.crt"), PemEncoder.of(PEER.leaf()));
        serving(engine, ASKING, List.of(EC), server -> {
            String output = OpensslClient.connect(
                    server.port(),
                    List.of("NOOP", "QUIT"),
                    "-ign_eof",
                    "-cert",
                    certificate.toString(),
                    "-key",
                    key.toString(),
                    "-cert_chain",
                    pinned.toString());
            assertThat(output)
                    .contains(stranger.identity("x").pin().toString())
                    .doesNotContain(PEER.pin().toString());
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesTls10And11(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC, RSA), server -> {
            for (String version : List.of("-tls1", "-tls1_1")) {
                String output = OpensslClient.connect(
                        server.port(), List.of("QUIT"), version, "-cipher", "DEFAULT:@SECLEVEL=0");
                assertThat(output).contains("alert protocol version").doesNotContain("220 ready");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesCbcAndStaticRsaAndFiniteFieldDh(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC, RSA), server -> {
            for (String suite : List.of(
                    "ECDHE-ECDSA-AES128-SHA256",
                    "ECDHE-RSA-AES256-SHA",
                    "AES128-GCM-SHA256",
                    "DHE-RSA-AES128-GCM-SHA256")) {
                String output = OpensslClient.connect(
                        server.port(), List.of("QUIT"), "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
                assertThat(output).as(suite).contains("handshake failure").doesNotContain("220 ready");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesFiniteFieldGroupsInTls13(TlsEngine engine) throws Exception {
        serving(
                engine,
                PLAIN,
                List.of(EC),
                server -> assertThat(OpensslClient.connect(
                                server.port(), List.of("QUIT"), "-tls1_3", "-groups", "ffdhe2048"))
                        .contains("alert")
                        .doesNotContain("220 ready"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesRenegotiation(TlsEngine engine) throws Exception {
        serving(engine, PLAIN, List.of(EC), server -> {
            try (JdkClient.Session session =
                    JdkClient.withoutCertificate().versions("TLSv1.2").connect(server.port())) {
                assertThat(session.ask("NOOP")).contains("TLS1.2");
                assertThatThrownBy(() -> {
                            session.socket.startHandshake();
                            session.ask("NOOP");
                        })
                        .isInstanceOf(IOException.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnTheRegisteredApplicationProtocolAndOverlooksOthers(TlsEngine engine) throws Exception {
        ListenerTls imap = new ListenerTls(false, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.of("imap"));
        serving(engine, imap, List.of(EC), server -> {
            assertThat(OpensslClient.connect(server.port(), List.of("QUIT"), "-ign_eof", "-alpn", "imap"))
                    .contains("ALPN protocol: imap")
                    .contains("221 bye");
            assertThat(OpensslClient.connect(server.port(), List.of("QUIT"), "-ign_eof", "-alpn", "http/1.1"))
                    .contains("No ALPN negotiated")
                    .contains("221 bye");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aListenerOfEachBuiltInPolicyHandshakes(TlsEngine engine) throws Exception {
        for (PortPolicy policy : BuiltInPolicies.all()) {
            serving(engine, ListenerTls.of(policy), List.of(EC), server -> {
                try (JdkClient.Session session = JdkClient.with(PEER).connect(server.port())) {
                    assertThat(session.ask("NOOP"))
                            .as(policy.name())
                            .endsWith(
                                    policy.asksClientCertificate() ? PEER.pin().toString() : "none");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhenItIsClosed(TlsEngine engine) throws Exception {
        ServerTls tls = new ServerTls(Identities.of(List.of(EC)), engine, Clock.systemUTC());
        try (TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(PLAIN))) {
            tls.close();
            assertThatThrownBy(() -> JdkClient.withoutCertificate().connect(server.port()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static String everything(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }
}
