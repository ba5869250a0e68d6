// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.reload.IdentityWatch;
import dev.sekisho.tls.server.ServerTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.threeten.extra.MutableClock;

class CertificateStatusTest {
    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final CertificateStatus reports = new CertificateStatus();
    private final MutableClock clock = MutableClock.of(Instant.now(), ZoneOffset.UTC);
    private Identity identity;
    private ServerTls tls;
    private IdentityWatch watch;
    private int statusWritten;

    @BeforeEach
    void serveASelfSignedCertificate() {
        HostPattern host = HostPattern.parse("mail.example.org").orElseThrow();
        SelfSignedIdentity selfSigned = new SelfSignedIdentity("mail", folder, host, clock);
        identity = ((SelfSignedIdentity.Outcome.Made) selfSigned.ensure()).identity();
        tls = new ServerTls(Identities.of(List.of(identity)), TlsEngine.JDK, clock);
        watch = new IdentityWatch(List.of(selfSigned.source()), tls, clock, reports);
        logger().addAppender(log);
        log.start();
        reports.onChange(() -> statusWritten++);
    }

    @AfterEach
    void end() {
        logger().detachAppender(log);
        watch.close();
        tls.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CertificateStatus.class);
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void lookTwice(Duration beforeTheEnd) {
        clock.setInstant(identity.notAfter().minus(beforeTheEnd));
        watch.look();
        watch.look();
    }

    @Test
    void theStatusShowsTheWarningsOfTheStartUntilTheIdentityIsReplaced() {
        IdentityProblem warning = new IdentityProblem(
                "mail", folder.resolve("certificate.pem"), IdentityProblem.Fault.CHAIN_INCOMPLETE, "alone", "add it");
        reports.started(List.of(warning), () -> List.of("no identity has the name mx.example.org"));
        assertThat(reports.problems()).containsExactly(warning.toString(), "no identity has the name mx.example.org");

        reports.replaced(identity, List.of());

        assertThat(reports.problems()).containsExactly("no identity has the name mx.example.org");
    }

    @Test
    void saysEachWarningOfExpiryOnceAndShowsTheLatestInTheStatus() {
        lookTwice(Duration.ofDays(22));
        assertThat(said()).isEmpty();
        assertThat(reports.problems()).isEmpty();
        lookTwice(Duration.ofDays(20));
        lookTwice(Duration.ofDays(8));
        assertThat(reports.problems()).singleElement().asString().contains("in less than 21 days; renew it");
        lookTwice(Duration.ofDays(6));
        lookTwice(Duration.ofDays(2));
        lookTwice(Duration.ofHours(23));
        lookTwice(Duration.ofHours(1));
        lookTwice(Duration.ofHours(-1));
        String begin = "identity mail: its certificate expires at " + identity.notAfter() + ", in less than ";
        assertThat(said())
                .containsExactly(
                        begin + "21 days; renew it",
                        begin + "7 days; renew it",
                        begin + "1 day; renew it",
                        "identity mail: its certificate expired at " + identity.notAfter() + "; renew it");
        assertThat(reports.problems()).singleElement().asString().contains("expired at");
        assertThat(statusWritten).isEqualTo(4);
    }

    @Test
    void aRenewedCertificateEndsTheWarning() {
        lookTwice(Duration.ofDays(6));
        assertThat(reports.problems()).hasSize(1);
        new SelfSignedIdentity(
                        "mail", folder, HostPattern.parse("mail.example.org").orElseThrow(), clock)
                .renew();
        watch.look();
        watch.look();
        assertThat(reports.problems()).isEmpty();
    }

    @Test
    void aBrokenPairIsAProblemUntilItsFilesAreBack() throws Exception {
        Path key = folder.resolve("key.pem");
        byte[] before = Files.readAllBytes(key);
        Files.writeString(key, "broken");
        watch.look();
        watch.look();
        assertThat(reports.problems()).singleElement().asString().contains("key.pem");
        assertThat(said()).singleElement().asString().contains("the certificate that was in use stays in use");
        Files.write(key, before);
        watch.look();
        watch.look();
        assertThat(reports.problems()).isEmpty();
    }
}
