// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.fixture.JdkClient;
import dev.sekisho.tls.fixture.LeakCheck;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.reload.ExpiryWarning.Stage;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;

@ExtendWith(LeakCheck.class)
class IdentityWatchTest {
    private static final ListenerTls LISTENER =
            new ListenerTls(true, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());

    private final MutableClock clock = MutableClock.of(TestCertificates.NOW, ZoneOffset.UTC);
    private final RecordingWatchListener events = new RecordingWatchListener();
    private final TestCertificates old = TestCertificates.certificate();
    private final TestCertificates next = TestCertificates.certificate();

    @TempDir
    Path folder;

    private IdentitySource source;
    private ServerTls tls;
    private IdentityWatch watch;

    @BeforeEach
    void serveTheOldIdentity() {
        source = IdentitySource.ofPem("default", folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        write(old);
        serve(TlsEngine.JDK);
    }

    @AfterEach
    void stop() {
        watch.close();
        tls.close();
        assertThat(events.faults).isEmpty();
    }

    private void serve(TlsEngine engine) {
        Identity identity = ((Loaded) IdentityLoader.load(source, clock.instant())).identity();
        tls = new ServerTls(Identities.of(List.of(identity)), engine, clock);
        watch = new IdentityWatch(List.of(source), tls, clock, events);
        settle();
    }

    private void write(TestCertificates certificate) {
        TestCertificates.write(source.certificate(), certificate.certificatePem());
        TestCertificates.write(source.keyFile(), certificate.keyPem());
    }

    /** Two looks: the second finds the files as the first left them. */
    private void settle() {
        watch.look();
        watch.look();
    }

    private Identity served() {
        return tls.identities().byDefault();
    }

    @Test
    void saysNothingWhileNothingChanges() {
        settle();
        assertThat(events.replaced).isEmpty();
        assertThat(events.kept).isEmpty();
        assertThat(events.expiring).isEmpty();
        assertThat(watch.problems()).isEmpty();
    }

    /** Whatever a look throws, certificates are looked after all the same. */
    @ParameterizedTest
    @ValueSource(classes = {Error.class, OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
    void aLookThatFailsIsNotTheLastOne(Class<? extends Throwable> kind) throws Exception {
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch goesOn = new CountDownLatch(3);
        Clock failing = new Clock() {
            @Override
            public Instant instant() {
                if (looks.incrementAndGet() == 1) {
                    throw sneaky(failure);
                }
                goesOn.countDown();
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (IdentityWatch looking = new IdentityWatch(List.of(source), tls, failing, events)) {
            looking.start(Duration.ofMillis(1));
            assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(events.faults).containsExactly(failure);
        events.faults.clear();
    }

    @Test
    void servesAChangedIdentity() {
        write(next);
        settle();
        assertThat(served().pin()).isEqualTo(next.identity("x").pin());
        assertThat(events.replaced).containsExactly(served());
    }

    @Test
    void servesAChangedChainOfItsOwnFile() {
        TestCertificates authority = TestCertificates.certificate().authority("Authority");
        TestCertificates issued = TestCertificates.certificate().issuedBy(authority);
        String ofAuthority = authority.certificatePem();
        Path chain = TestCertificates.write(folder.resolve("chain.pem"), ofAuthority);
        write(issued);
        source = new IdentitySource(
                "default", source.certificate(), Optional.of(chain), source.key(), Optional.empty(), List.of());
        stop();
        serve(TlsEngine.JDK);
        assertThat(served().chain()).hasSize(2);

        TestCertificates.write(
                chain,
                ofAuthority
                        + TestCertificates.certificate().authority("Stranger").certificatePem());
        settle();
        assertThat(events.replaced).isEmpty();
        assertThat(watch.problems())
                .extracting(IdentityProblem::fault)
                .containsExactly(IdentityProblem.Fault.CHAIN_EXTRA);
        TestCertificates.write(chain, "");
        settle();
        assertThat(events.kept).hasSize(1);
        assertThat(served().chain()).hasSize(2);
    }

    @Test
    void seesAChangeOfContentBehindAnOldTimeAndSize() throws IOException {
        FileTime time = Files.getLastModifiedTime(source.keyFile());
        Path both = folder.resolve("new");
        TestCertificates.write(both, next.keyPem());
        Files.setLastModifiedTime(both, time);
        Files.move(both, source.keyFile(), StandardCopyOption.ATOMIC_MOVE);
        TestCertificates.write(source.certificate(), next.certificatePem());
        Files.setLastModifiedTime(source.certificate(), time);
        settle();
        assertThat(served().pin()).isEqualTo(next.identity("x").pin());
    }

    @Test
    void waitsUntilBothFilesAreWritten() {
        TestCertificates.write(source.certificate(), next.certificatePem());
        watch.look();
        TestCertificates.write(source.keyFile(), next.keyPem());
        settle();
        assertThat(events.kept).isEmpty();
        assertThat(events.replaced).hasSize(1);
    }

    @Test
    void keepsTheOldWhenTheNewIsBroken() {
        TestCertificates.write(source.keyFile(), next.keyPem());
        settle();
        settle();
        assertThat(served().pin()).isEqualTo(old.identity("x").pin());
        assertThat(events.kept).hasSize(1);
        assertThat(watch.problems()).extracting(IdentityProblem::fault).containsExactly(Fault.KEY_MISMATCH);
    }

    @Test
    void triesAgainWhenTheBrokenFilesChange() throws IOException {
        Files.delete(source.keyFile());
        settle();
        assertThat(watch.problems()).extracting(IdentityProblem::fault).containsExactly(Fault.MISSING);
        write(next);
        settle();
        assertThat(served().pin()).isEqualTo(next.identity("x").pin());
        assertThat(watch.problems()).isEmpty();
    }

    @Test
    void tellsThatTheOldFilesAreBack() {
        TestCertificates.write(source.keyFile(), next.keyPem());
        settle();
        assertThat(events.mended).isEmpty();
        TestCertificates.write(source.keyFile(), old.keyPem());
        settle();
        settle();
        assertThat(events.mended).containsExactly(served());
        assertThat(events.replaced).isEmpty();
        assertThat(watch.problems()).isEmpty();
    }

    @Test
    void servesACertificateOnceItsTimeBegins() {
        TestCertificates early = TestCertificates.certificate().from(TestCertificates.NOW.plus(Duration.ofHours(1)));
        write(early);
        settle();
        assertThat(watch.problems()).extracting(IdentityProblem::fault).containsExactly(Fault.NOT_YET_VALID);
        clock.add(Duration.ofHours(2));
        settle();
        assertThat(served().pin()).isEqualTo(early.identity("x").pin());
    }

    @Test
    void oneBrokenIdentityDoesNotHoldUpAnother() {
        IdentitySource other = IdentitySource.ofPem("other", folder.resolve("other.crt"), folder.resolve("other.key"));
        TestCertificates.write(other.certificate(), "broken");
        watch.close();
        watch = new IdentityWatch(List.of(source, other), tls, clock, events);
        write(next);
        settle();
        assertThat(served().pin()).isEqualTo(next.identity("x").pin());
        assertThat(events.kept).hasSize(1);
        TestCertificates added = TestCertificates.certificate().names("other.example");
        TestCertificates.write(other.certificate(), added.certificatePem());
        TestCertificates.write(other.keyFile(), added.keyPem());
        settle();
        assertThat(tls.identities().all()).extracting(Identity::name).containsExactly("default", "other");
    }

    @Test
    void warnsOnceForEachStageOfExpiry() {
        clock.add(Duration.ofDays(70));
        settle();
        clock.add(Duration.ofDays(14));
        settle();
        clock.add(Duration.ofDays(5).plusHours(12));
        settle();
        clock.add(Duration.ofDays(1));
        settle();
        assertThat(events.expiring)
                .extracting(ExpiryWarning::stage)
                .containsExactly(Stage.DAYS_21, Stage.DAYS_7, Stage.DAY_1, Stage.OVER);
        assertThat(events.expiring.get(0)).asString().contains("in less than 21 days");
        assertThat(served().pin()).isEqualTo(old.identity("x").pin());
    }

    @ParameterizedTest
    @EnumSource
    void openSessionsGoOnAndNewOnesGetTheNewIdentity(TlsEngine engine) throws Exception {
        stop();
        serve(engine);
        try (TlsLoopbackServer server = new TlsLoopbackServer(tls.listener(LISTENER))) {
            JdkClient client = JdkClient.withoutCertificate();
            try (JdkClient.Session open = client.connect(server.port())) {
                write(next);
                settle();
                assertThat(open.ask("NOOP")).startsWith("250 TLS1.3");
                try (JdkClient.Session fresh = JdkClient.withoutCertificate().connect(server.port())) {
                    assertThat(fresh.leaf().getPublicKey())
                            .isEqualTo(next.pair().getPublic());
                }
                assertThat(open.ask("NOOP")).startsWith("250 TLS1.3");
                assertThat(open.leaf().getPublicKey()).isEqualTo(old.pair().getPublic());
            }
        }
    }

    @Test
    void looksByItself() throws Exception {
        watch.start(Duration.ofMillis(20));
        write(next);
        Identity replaced = events.replaced.poll(15, TimeUnit.SECONDS);
        assertThat(replaced).isNotNull();
        assertThat(replaced.pin()).isEqualTo(next.identity("x").pin());
    }

    /** Throws what nobody declares. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
