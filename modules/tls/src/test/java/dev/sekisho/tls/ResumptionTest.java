// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PortPolicy.UnknownName;
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

@ExtendWith(Leaks.class)
class ResumptionTest {
    private static final ListenerTls ASKING =
            new ListenerTls(true, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final ListenerTls NOT_ASKING =
            new ListenerTls(false, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final Made SERVER = Made.certificate();
    private static final Made PEER = Made.certificate().commonName("peer").names();

    @TempDir
    Path folder;

    private Path ticket;
    private Path certificate;
    private Path key;

    @BeforeEach
    void writeThePeersFiles() {
        ticket = folder.resolve("ticket.pem");
        certificate = Made.write(folder.resolve("peer.crt"), PEER.certificatePem());
        key = Made.write(folder.resolve("peer.key"), PEER.keyPem());
    }

    private String first(LoopbackServer server, String version) {
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

    private String again(LoopbackServer server, String version) {
        return connect(server, version, "-sess_in", ticket.toString());
    }

    private static String connect(LoopbackServer server, String version, String... options) {
        List<String> all = new ArrayList<>(List.of(version, "-ign_eof"));
        all.addAll(List.of(options));
        return OpensslClient.connect(server.port(), List.of("NOOP", "QUIT"), all.toArray(new String[0]));
    }

    private static ServerTls tls(TlsEngine engine, Made server) {
        return new ServerTls(Identities.of(List.of(server.identity("default"))), engine, Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void aResumedSessionHandsOverTheLeafThatWasProvedInTheFirst(TlsEngine engine, String version) throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                LoopbackServer server = new LoopbackServer(tls.listener(ASKING))) {
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
                LoopbackServer notAsking = new LoopbackServer(tls.listener(NOT_ASKING));
                LoopbackServer asking = new LoopbackServer(tls.listener(ASKING))) {
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
                LoopbackServer server = new LoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            Identity added = Made.certificate().names("other.example").identity("other");
            tls.replace(Identities.of(List.of(kept, added)));
            assertThat(again(server, version)).contains("Reused, TLSv1");
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void withBoringSslSessionsOutliveANewCertificateForTheSameKey(String version) throws Exception {
        try (ServerTls tls = tls(TlsEngine.BORINGSSL, SERVER);
                LoopbackServer server = new LoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            Made renewed = Made.certificate().keys(SERVER.pair());
            tls.replace(Identities.of(List.of(renewed.identity("default"))));
            assertThat(again(server, version)).contains("Reused, TLSv1");
        }
    }

    @ParameterizedTest
    @CsvSource({"BORINGSSL,-tls1_2", "BORINGSSL,-tls1_3", "JDK,-tls1_2", "JDK,-tls1_3"})
    void noSessionOutlivesItsKey(TlsEngine engine, String version) throws Exception {
        try (ServerTls tls = tls(engine, SERVER);
                LoopbackServer server = new LoopbackServer(tls.listener(ASKING))) {
            first(server, version);
            tls.replace(Identities.of(List.of(Made.certificate().identity("default"))));
            assertThat(again(server, version)).contains("New, TLSv1");
        }
    }

    @Test
    void aTicketIsUsableForOneLifeOfAKeyAndNotForTwo() throws Exception {
        MutableClock clock = MutableClock.of(Made.NOW, ZoneOffset.UTC);
        try (ServerTls tls =
                        new ServerTls(Identities.of(List.of(SERVER.identity("default"))), TlsEngine.BORINGSSL, clock);
                LoopbackServer server = new LoopbackServer(tls.listener(ASKING))) {
            first(server, "-tls1_3");
            clock.add(TicketKeys.LIFE);
            tls.rotateTicketKeys();
            assertThat(again(server, "-tls1_3")).contains("Reused, TLSv1");
            clock.add(TicketKeys.LIFE);
            tls.rotateTicketKeys();
            assertThat(again(server, "-tls1_3")).contains("New, TLSv1");
        }
    }
}
