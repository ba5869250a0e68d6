// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.fixture.LeakCheck;
import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;

@ExtendWith(LeakCheck.class)
class ResumptionTest {
    private static final ListenerTls ASKING =
            new ListenerTls(true, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final ListenerTls NOT_ASKING =
            new ListenerTls(false, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final TestCertificates SERVER = TestCertificates.certificate();
    private static final TestCertificates PEER =
            TestCertificates.certificate().commonName("peer").names();

    @TempDir
    Path folder;

    private Path ticket;
    private Path certificate;
    private Path key;

    @BeforeEach
    void writeThePeersFiles() {
        ticket = folder.resolve("ticket.pem");
        certificate = TestCertificates.write(folder.resolve("peer.crt"), PEER.certificatePem());
        key = TestCertificates.write(folder.resolve("peer.key"), PEER.keyPem());
    }

    private String first(TlsLoopbackServer server, String version) {
        return connect(
                server,
                version,
                "-sess_out",
                ticket.toString(),
                "-cert",
                certificate.toString(),
                "-key",
                key.toString());
    }

    private String again(TlsLoopbackServer server, String version) {
        return connect(server, version, "-sess_in", ticket.toString());
    }

    private static String connect(TlsLoopbackServer server, String version, String... options) {
        List<String> all = new ArrayList<>(List.of(version, "-ign_eof"));
        all.addAll(List.of(options));
        return OpensslClient.connect(server.port(), List.of("NOOP", "QUIT"), all.toArray(new String[0]));
    }

    private static ServerTls tls(TlsEngine engine, TestCertificates server) {
        return new ServerTls(Identities.of(List.of(server.identity("default"))), engine, Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void aResumedSessionHandsOverTheLeafThatWasProvedInTheFirst(TlsEngine engine, String version) throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(ASKING))) {
            String pin = PEER.identity("peer").pin().toString();
            assertThat(first(server, version)).contains("New, TLSv1").contains(pin);
            assertThat(again(server, version)).contains("Reused, TLSv1").contains(pin);
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void aTicketOfAListenerThatAsksForNoCertificateIsWorthNothingOnOneThatDoes(TlsEngine engine, String version)
            throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                TlsLoopbackServer notAsking = new TlsLoopbackServer(tls.listener(NOT_ASKING));
                TlsLoopbackServer asking = new TlsLoopbackServer(tls.listener(ASKING))) {
            first(notAsking, version);
            assertThat(again(notAsking, version)).contains("Reused, TLSv1");
            assertThat(again(asking, version)).contains("New, TLSv1");
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void sessionsOutliveAReloadThatChangesOtherIdentities(TlsEngine engine, String version) throws Exception {
        Identity kept = SERVER.identity("default");
        try (ServerTls tls = new ServerTls(Identities.of(List.of(kept)), engine, Clock.systemUTC());
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            Identity added =
                    TestCertificates.certificate().names("other.example").identity("other");
            tls.replace(Identities.of(List.of(kept, added)));
            assertThat(again(server, version)).contains("Reused, TLSv1");
        }
    }

    /** Logins are bound to the certificate that the client has seen (RFC 5929 4.1). */
    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void noSessionOutlivesItsCertificate(TlsEngine engine, String version) throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            TestCertificates renewed = TestCertificates.certificate().keys(SERVER.pair());
            tls.replace(Identities.of(List.of(renewed.identity("default"))));
            assertThat(again(server, version)).contains("New, TLSv1");
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void noSessionOutlivesItsKey(TlsEngine engine, String version) throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            tls.replace(Identities.of(List.of(TestCertificates.certificate().identity("default"))));
            assertThat(again(server, version)).contains("New, TLSv1");
        }
    }

    @Test
    void aTicketIsUsableForOneLifeOfAKeyAndNotForTwo() throws Exception {
        MutableClock clock = MutableClock.of(TestCertificates.NOW, ZoneOffset.UTC);
        try (ServerTls tls =
                        new ServerTls(Identities.of(List.of(SERVER.identity("default"))), TlsEngine.BORINGSSL, clock);
                TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(ASKING))) {
            first(server, "-tls1_3");
            clock.add(SessionTicketKeys.LIFE);
            tls.rotateTicketKeys();
            assertThat(again(server, "-tls1_3")).contains("Reused, TLSv1");
            clock.add(SessionTicketKeys.LIFE);
            tls.rotateTicketKeys();
            assertThat(again(server, "-tls1_3")).contains("New, TLSv1");
        }
    }
}
