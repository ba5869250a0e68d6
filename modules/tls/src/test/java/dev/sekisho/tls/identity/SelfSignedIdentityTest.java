// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.SelfSignedIdentity.Outcome;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

class SelfSignedIdentityTest {
    private static final HostPattern HOST =
            HostPattern.parse("mail.example.org").orElseThrow();

    private final MutableClock clock = MutableClock.of(TestCertificates.NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path directory;
    private Path key;
    private Path certificate;

    @BeforeEach
    void nameTheFiles() {
        directory = folder.resolve("var").resolve("tls");
        key = directory.resolve("key.pem");
        certificate = directory.resolve("certificate.pem");
    }

    private SelfSignedIdentity selfSigned(HostPattern host) {
        return new SelfSignedIdentity("default", directory, host, clock);
    }

    private Identity made() {
        return ((Outcome.Made) selfSigned(HOST).ensure()).identity();
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void makesAKeyAndACertificateAtTheFirstStart() throws Exception {
        Identity identity = made();
        assertThat(identity.keyKind()).isEqualTo(KeyKind.ECDSA);
        assertThat(identity.hostNames()).hasToString("[mail.example.org, localhost]");
        assertThat(identity.leaf().getBasicConstraints()).isEqualTo(-1);
        assertThat(identity.leaf().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(identity.notBefore()).isBefore(clock.instant());
        assertThat(identity.notAfter()).isAfter(clock.instant().plus(Duration.ofDays(3600)));
    }

    @Test
    void keepsItForTheSecondStart() {
        Pin pin = made().pin();
        clock.add(Duration.ofDays(1000));
        Outcome second = selfSigned(HOST).ensure();
        assertThat(second).isInstanceOf(Outcome.Kept.class);
        assertThat(((Outcome.Kept) second).identity().pin()).isEqualTo(pin);
    }

    @Test
    void letsNobodyElseReadTheKey() {
        made();
        assertThat(mode(key)).isEqualTo("rw-------");
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.getParent())).isEqualTo("rwx------");
    }

    @Test
    void leavesNoTemporaryFiles() throws IOException {
        made();
        selfSigned(HOST).renew();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("key.pem", "certificate.pem", ".lock");
        }
    }

    @Test
    void renewingMakesANewCertificateWithTheSamePin() {
        Identity first = made();
        Identity second = ((Outcome.Renewed) selfSigned(HOST).renew()).identity();
        assertThat(second.leaf()).isNotEqualTo(first.leaf());
        assertThat(second.pin()).isEqualTo(first.pin());
    }

    @Test
    void anotherKeyIsMadeOnlyWhenAskedForAndTheOldOneIsKeptAside() throws IOException {
        Pin old = made().pin();
        String oldKey = Files.readString(key);
        Outcome.Rekeyed rekeyed = (Outcome.Rekeyed) selfSigned(HOST).renewWithNewKey();
        assertThat(rekeyed.identity().pin()).isNotEqualTo(old);
        assertThat(rekeyed.kept())
                .hasSize(2)
                .allSatisfy(kept -> assertThat(mode(kept)).isEqualTo("rw-------"));
        assertThat(rekeyed.kept().get(0)).hasContent(oldKey);
        assertThat(((Outcome.Kept) selfSigned(HOST).ensure()).identity()).isEqualTo(rekeyed.identity());
    }

    @Test
    void renewsByItselfWhenItsTimeIsNearlyOverOrOver() {
        Identity first = made();
        clock.add(Duration.ofDays(3650 - 20));
        Outcome nearly = selfSigned(HOST).ensure();
        assertThat(nearly).isInstanceOf(Outcome.Renewed.class);
        clock.add(Duration.ofDays(4000));
        Outcome over = selfSigned(HOST).ensure();
        assertThat(((Outcome.Renewed) over).identity().pin()).isEqualTo(first.pin());
    }

    @Test
    void renewsForAnotherHostName() {
        Pin pin = made().pin();
        Outcome other =
                selfSigned(HostPattern.parse("mx.example.org").orElseThrow()).ensure();
        assertThat(((Outcome.Renewed) other).identity().pin()).isEqualTo(pin);
        assertThat(((Outcome.Renewed) other).identity().hostNames()).asString().contains("mx.example.org");
    }

    @Test
    void finishesWhatACrashBetweenTheTwoFilesLeft() throws IOException {
        Pin pin = made().pin();
        Files.delete(certificate);
        assertThat(((Outcome.Renewed) selfSigned(HOST).ensure()).identity().pin())
                .isEqualTo(pin);
    }

    @Test
    void doesNotReplaceALostKey() throws IOException {
        made();
        Files.delete(key);
        for (Outcome outcome :
                List.of(selfSigned(HOST).ensure(), selfSigned(HOST).renew())) {
            assertThat(((Outcome.Failed) outcome).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.fault()).isEqualTo(Fault.MISSING))
                    .asString()
                    .contains(key.toString())
                    .contains("put the key back");
        }
        assertThat(key).doesNotExist();
    }

    @Test
    void doesNotReplaceADamagedKey() throws IOException {
        made();
        Files.writeString(key, "damaged");
        assertThat(selfSigned(HOST).ensure()).isInstanceOf(Outcome.Failed.class);
        assertThat(selfSigned(HOST).renew()).isInstanceOf(Outcome.Failed.class);
        assertThat(key).hasContent("damaged");
    }

    @Test
    void saysThatItsDirectoryCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("var"), "a file in the way");
        assertThat(((Outcome.Failed) selfSigned(HOST).ensure()).problems())
                .extracting(IdentityProblem::fault)
                .containsExactly(Fault.UNWRITABLE);
    }

    @Test
    void twoAtOnceAgreeOnOneKey() {
        assertThat(IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> selfSigned(HOST).ensure())
                        .map(outcome -> outcome instanceof Outcome.Made made
                                ? made.identity().pin()
                                : ((Outcome.Kept) outcome).identity().pin())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void opensslVerifiesItForTheHostNameAndFindsTheSamePin() {
        Pin pin = made().pin();
        String file = certificate.toString();
        assertThat(OpensslClient.run(
                        "",
                        "verify",
                        "-CAfile",
                        file,
                        "-verify_hostname",
                        "mail.example.org",
                        "-purpose",
                        "sslserver",
                        file))
                .contains("OK");
        assertThat(OpensslClient.run("", "verify", "-CAfile", file, "-purpose", "sslclient", file))
                .contains("OK");
        Path spki = folder.resolve("spki.pem");
        Path der = folder.resolve("spki.der");
        OpensslClient.run("", "x509", "-in", file, "-noout", "-pubkey", "-out", spki.toString());
        OpensslClient.run("", "pkey", "-pubin", "-in", spki.toString(), "-outform", "der", "-out", der.toString());
        assertThat(pin).isEqualTo(pinOf(der));
    }

    private static Pin pinOf(Path der) {
        try {
            return Pin.ofSpki(Files.readAllBytes(der));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
