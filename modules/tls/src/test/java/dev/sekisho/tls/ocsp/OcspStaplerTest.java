// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.fixture.FakeOcspResponder;
import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class OcspStaplerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ListenerTls LISTENER =
            new ListenerTls(false, UnknownName.DEFAULT_CERTIFICATE, Duration.ofSeconds(10), Optional.empty());

    private final MutableClock clock = MutableClock.of(TestCertificates.NOW, ZoneOffset.UTC);
    private final TestCertificates authority =
            TestCertificates.certificate().authority("Test CA").until(TestCertificates.NOW.plus(Duration.ofDays(300)));
    private final FakeOcspResponder responder = new FakeOcspResponder(authority, clock);
    private final RecordingListener events = new RecordingListener();
    private ServerTls tls;
    private OcspStapler stapler;

    /** Remembers what it was told. */
    private static final class RecordingListener implements OcspStapler.Listener {
        private final List<String> stapled = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<Optional<Instant>> stillGood = new ArrayList<>();

        @Override
        public void stapled(String identity, Instant until) {
            stapled.add(identity);
        }

        @Override
        public void notRefreshed(String identity, String why, Optional<Instant> stillGoodUntil) {
            reasons.add(why);
            stillGood.add(stillGoodUntil);
        }

        @Override
        public void failed(Throwable fault) {
            throw new AssertionError("no look fails here", fault);
        }
    }

    @BeforeEach
    void serveACertificateThatDemandsAStaple() {
        serve(
                TestCertificates.certificate().issuedBy(authority).mustStaple(responder.url()),
                TlsEngine.BORINGSSL,
                TIMEOUT);
    }

    @AfterEach
    void end() {
        stapler.close();
        tls.close();
        responder.close();
    }

    private void serve(TestCertificates certificate, TlsEngine engine, Duration timeout) {
        if (tls != null) {
            stapler.close();
            tls.close();
        }
        tls = new ServerTls(Identities.of(List.of(certificate.identity("mail"))), engine, clock);
        stapler = new OcspStapler(tls, clock, timeout, events);
    }

    private String handshake() throws Exception {
        try (TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(LISTENER))) {
            return OpensslClient.connect(server.port(), List.of("QUIT"), "-status");
        }
    }

    @Test
    void staplesWhatTheResponderAnswers() throws Exception {
        stapler.look();
        assertThat(events.reasons).isEmpty();
        assertThat(events.stapled).containsExactly("mail");
        assertThat(handshake()).contains("OCSP Response Status: successful").contains("Cert Status: good");
    }

    @Test
    void staplesInTls12Too() throws Exception {
        stapler.look();
        try (TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(LISTENER))) {
            assertThat(OpensslClient.connect(server.port(), List.of("QUIT"), "-status", "-tls1_2"))
                    .contains("Cert Status: good");
        }
    }

    @Test
    void aSessionWithoutAnAnswerAtHandIsServedAllTheSame() throws Exception {
        responder.fail(503);
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("HTTP status 503");
        assertThat(events.stillGood).containsExactly(Optional.empty());
        assertThat(handshake()).contains("OCSP response: no response sent").contains("Verify return code");
    }

    @Test
    void nobodyIsAskedAboutACertificateThatDoesNotDemandIt() throws Exception {
        serve(TestCertificates.certificate().issuedBy(authority), TlsEngine.BORINGSSL, TIMEOUT);
        stapler.look();
        assertThat(responder.asked).hasValue(0);
        assertThat(handshake()).contains("OCSP response: no response sent");
    }

    @Test
    void asksAnewWhenHalfOfTheTimeIsOver() {
        stapler.look();
        clock.add(FakeOcspResponder.GOOD_FOR.dividedBy(2).minusMinutes(1));
        stapler.look();
        assertThat(responder.asked).hasValue(1);
        clock.add(Duration.ofMinutes(2));
        stapler.look();
        assertThat(responder.asked).hasValue(2);
        assertThat(events.stapled).hasSize(1);
    }

    @Test
    void keepsTheAnswerAcrossFailuresAsLongAsItIsRight() throws Exception {
        stapler.look();
        responder.fail(500);
        clock.add(FakeOcspResponder.GOOD_FOR.dividedBy(2).plusMinutes(1));
        stapler.look();
        assertThat(events.stillGood)
                .containsExactly(Optional.of(
                        TestCertificates.NOW.plus(FakeOcspResponder.GOOD_FOR).truncatedTo(ChronoUnit.SECONDS)));
        assertThat(handshake()).contains("Cert Status: good");
        clock.add(FakeOcspResponder.GOOD_FOR.dividedBy(2));
        stapler.look();
        assertThat(events.stillGood.get(1)).isEmpty();
        assertThat(handshake()).contains("OCSP response: no response sent");
        responder.fail(200);
        clock.add(Duration.ofMinutes(3));
        stapler.look();
        assertThat(events.stapled).hasSize(2);
    }

    @Test
    void tellsAFailureOnce() {
        responder.fail(500);
        stapler.look();
        clock.add(Duration.ofMinutes(3));
        stapler.look();
        assertThat(responder.asked).hasValue(2);
        assertThat(events.reasons).hasSize(1);
    }

    @Test
    void takesAnAnswerOfWhomTheIssuerLetsAnswer() throws Exception {
        responder.signWith(
                TestCertificates.certificate().issuedBy(authority).purpose(KeyPurposeId.id_kp_OCSPSigning), true);
        stapler.look();
        assertThat(events.stapled).hasSize(1);
    }

    @Test
    void refusesAnAnswerOfAnotherCertificateOfTheIssuer() {
        responder.signWith(TestCertificates.certificate().issuedBy(authority), true);
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("signed neither by the issuer");
    }

    @Test
    void refusesAForgedAnswer() {
        responder.signWith(TestCertificates.certificate().authority("Test CA"), false);
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("signed neither by the issuer");
    }

    @Test
    void refusesAnAnswerWhoseTimeIsOver() {
        responder.answersAreOld(FakeOcspResponder.GOOD_FOR.plusHours(1));
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("the answer is right from");
    }

    @Test
    void tellsOfARevokedCertificate() {
        responder.say(new RevokedStatus(Date.from(TestCertificates.NOW), 1));
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("revoked or unknown: replace it");
    }

    @Test
    void refusesWhatIsNoAnswerAndWhatIsTooLong() {
        responder.answerInstead("<html>".getBytes(StandardCharsets.US_ASCII));
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("malformed");
        responder.answerInstead(new byte[100_000]);
        clock.add(Duration.ofMinutes(3));
        stapler.look();
        assertThat(events.reasons.get(1)).contains("longer than 65536 octets");
    }

    @Test
    void doesNotWaitForAResponderThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            serve(
                    TestCertificates.certificate().issuedBy(authority).mustStaple(url),
                    TlsEngine.BORINGSSL,
                    Duration.ofMillis(300));
            stapler.look();
            assertThat(events.reasons).hasSize(1);
        }
    }

    @Test
    void saysThatTheJdksEngineDoesNotStaple() {
        serve(TestCertificates.certificate().issuedBy(authority).mustStaple(responder.url()), TlsEngine.JDK, TIMEOUT);
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("the JDK's TLS engine staples nothing");
        assertThat(responder.asked).hasValue(0);
    }

    @Test
    void saysThatTheIssuerIsMissing() {
        TestCertificates alone = TestCertificates.certificate().mustStaple(responder.url());
        serve(alone, TlsEngine.BORINGSSL, TIMEOUT);
        stapler.look();
        assertThat(events.reasons).singleElement().asString().contains("put the full chain there");
    }
}
