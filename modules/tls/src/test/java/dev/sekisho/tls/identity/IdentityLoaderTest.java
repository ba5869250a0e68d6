// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.KeyKind;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityLoaderTest {
    private static final Optional<Secret> NO_PASSWORD = Optional.empty();
    private static final Optional<Secret> PASSWORD = Optional.of(Secret.of("correct horse"));

    @TempDir
    Path folder;

    private Path certificate(String text) {
        return TestCertificates.write(folder.resolve("certificate.pem"), text);
    }

    private Path key(String text) {
        return TestCertificates.write(folder.resolve("key.pem"), text);
    }

    private static IdentityLoadResult load(Path certificate, Path key, Optional<Secret> password) {
        return IdentityLoader.load(
                new IdentitySource("default", certificate, Optional.ofNullable(key), password, List.of()),
                TestCertificates.NOW);
    }

    private static Identity loaded(IdentityLoadResult load) {
        assertThat(load).isInstanceOf(Loaded.class);
        assertThat(load.problems()).isEmpty();
        return ((Loaded) load).identity();
    }

    private static void unusable(IdentityLoadResult load, Path file, Fault fault, String found) {
        assertThat(load).isInstanceOf(Unusable.class);
        assertThat(load.problems()).hasSize(1);
        IdentityProblem problem = load.problems().get(0);
        assertThat(problem.file()).isEqualTo(file);
        assertThat(problem.fault()).isEqualTo(fault);
        assertThat(problem.found()).contains(found);
        assertThat(problem).asString().contains(file.toString()).doesNotContain("horse");
    }

    /** Key and certificate by openssl, and the key in one of its formats. */
    private Path keyByOpenssl(TestCertificates made, String... format) {
        Path pkcs8 = TestCertificates.write(folder.resolve("pkcs8.pem"), made.keyPem());
        List<String> arguments = new ArrayList<>(Arrays.asList(format));
        Path out = folder.resolve("converted.pem");
        arguments.addAll(List.of("-in", pkcs8.toString(), "-out", out.toString()));
        assertThat(OpensslClient.run("", arguments.toArray(new String[0]))).doesNotContain("rror");
        return TestCertificates.write(folder.resolve("key.pem"), text(out));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsKeyAndCertificateFromTwoFiles() {
        TestCertificates made = TestCertificates.certificate().names("mail.example.org", "*.example.net");
        Identity identity = loaded(load(certificate(made.certificatePem()), key(made.keyPem()), NO_PASSWORD));
        assertThat(identity.hostNames()).hasToString("[mail.example.org, *.example.net]");
        assertThat(identity.keyKind()).isEqualTo(KeyKind.ECDSA);
        assertThat(identity.notAfter())
                .isBetween(
                        TestCertificates.NOW.plus(Duration.ofDays(89)), TestCertificates.NOW.plus(Duration.ofDays(90)));
        assertThat(identity.pin()).isEqualTo(made.identity("x").pin());
    }

    @Test
    void readsKeyAndCertificateFromOneFileWithOtherThingsInIt() {
        TestCertificates made = TestCertificates.certificate();
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        loaded(load(
                certificate("A comment\n" + parameters + made.keyPem() + "More\n" + made.certificatePem()),
                null,
                NO_PASSWORD));
    }

    @Test
    void readsTheChain() {
        TestCertificates authority = TestCertificates.certificate().authority("Authority");
        TestCertificates made = TestCertificates.certificate().issuedBy(authority);
        Identity identity = loaded(
                load(certificate(made.certificatePem() + authority.certificatePem()), key(made.keyPem()), NO_PASSWORD));
        assertThat(identity.chain()).hasSize(2);
        assertThat(identity.selfSigned()).isFalse();
    }

    @Test
    void takesTheCommonNameWhereThereIsNoOther() {
        TestCertificates made =
                TestCertificates.certificate().commonName("old.example.org").names();
        assertThat(loaded(load(certificate(made.certificatePem()), key(made.keyPem()), NO_PASSWORD))
                        .hostNames())
                .hasToString("[old.example.org]");
    }

    @Test
    void theConfigurationsHostNamesComeFirst() {
        TestCertificates made = TestCertificates.certificate().names("*.example.org");
        HostPattern configured = HostPattern.parse("mx.example.org").orElseThrow();
        IdentitySource source = new IdentitySource(
                "default",
                certificate(made.certificatePem()),
                Optional.of(key(made.keyPem())),
                NO_PASSWORD,
                List.of(configured));
        assertThat(loaded(IdentityLoader.load(source, TestCertificates.NOW)).hostNames())
                .containsExactly(configured);
    }

    @Test
    void warnsOfAHostNameThatTheCertificateDoesNotName() {
        TestCertificates made = TestCertificates.certificate();
        IdentitySource source = new IdentitySource(
                "default",
                certificate(made.certificatePem()),
                Optional.of(key(made.keyPem())),
                NO_PASSWORD,
                List.of(HostPattern.parse("mx.example.com").orElseThrow()));
        IdentityLoadResult load = IdentityLoader.load(source, TestCertificates.NOW);
        assertThat(load).isInstanceOf(Loaded.class);
        assertThat(load.problems()).extracting(IdentityProblem::fault).containsExactly(Fault.NAME_NOT_COVERED);
    }

    @ParameterizedTest
    @CsvSource({"EC,pkey -traditional", "RSA,pkey -traditional", "EC,pkcs8 -topk8 -nocrypt", "RSA,pkcs8 -topk8 -nocrypt"
    })
    void readsTheKeyFormats(String algorithm, String format) {
        TestCertificates made = TestCertificates.certificate()
                .keys(algorithm.equals("RSA") ? TestCertificates.sharedRsa() : TestCertificates.ec("secp384r1"));
        loaded(load(certificate(made.certificatePem()), keyByOpenssl(made, format.split(" ")), NO_PASSWORD));
    }

    @ParameterizedTest
    @CsvSource({
        "EC,ec -aes256 -passout",
        "RSA,rsa -traditional -aes128 -passout",
        "RSA,rsa -traditional -des3 -passout",
        "EC,pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -passout",
        "RSA,pkcs8 -topk8 -scrypt -passout",
        "RSA,pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout"
    })
    void readsEncryptedKeysAndSaysWhatIsWrongWithThePassword(String algorithm, String format) {
        TestCertificates made = TestCertificates.certificate()
                .keys(algorithm.equals("RSA") ? TestCertificates.sharedRsa() : TestCertificates.ec("secp256r1"));
        Path key = keyByOpenssl(
                made,
                (format + " pass:correct_horse")
                        .replace("correct_horse", "correct horse")
                        .split(" (?!horse)"));
        Path certificate = certificate(made.certificatePem());
        assertThat(text(key)).contains("ENCRYPTED");
        loaded(load(certificate, key, PASSWORD));
        unusable(load(certificate, key, NO_PASSWORD), key, Fault.PASSWORD_MISSING, "encrypted");
        unusable(
                load(certificate, key, Optional.of(Secret.of("wrong horse"))),
                key,
                Fault.PASSWORD_WRONG,
                "does not open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void readsKeyStoresAndSaysWhatIsWrongWithThePassword(String type) {
        TestCertificates made = TestCertificates.certificate();
        Path file = TestCertificates.keyStore(folder.resolve("keystore"), type, made, "correct horse");
        loaded(load(file, null, PASSWORD));
        unusable(load(file, null, Optional.of(Secret.of("wrong"))), file, Fault.PASSWORD_WRONG, "does not open");
        unusable(load(file, null, NO_PASSWORD), file, Fault.PASSWORD_MISSING, "encrypted");
    }

    @Test
    void readsPkcs12ByOpenssl() {
        TestCertificates made = TestCertificates.certificate();
        Path pem = TestCertificates.write(folder.resolve("both.pem"), made.keyPem() + made.certificatePem());
        Path file = folder.resolve("openssl.p12");
        OpensslClient.run(
                "",
                "pkcs12",
                "-export",
                "-in",
                pem.toString(),
                "-out",
                file.toString(),
                "-passout",
                "pass:correct horse");
        loaded(load(file, null, PASSWORD));
    }

    @Test
    void refusesMissingFilesAndDirectories() {
        TestCertificates made = TestCertificates.certificate();
        Path missing = folder.resolve("missing.pem");
        unusable(load(missing, null, NO_PASSWORD), missing, Fault.MISSING, "no such file");
        unusable(
                load(certificate(made.certificatePem()), missing, NO_PASSWORD), missing, Fault.MISSING, "no such file");
        unusable(load(folder, null, NO_PASSWORD), folder, Fault.UNREADABLE, "directory");
    }

    @Test
    void saysWhoMayNotReadAFile() {
        Path file = certificate("");
        IdentityProblem problem = MaterialFile.unreadable(file, new AccessDeniedException(file.toString()))
                .problem("default");
        assertThat(problem.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(problem.found()).contains(System.getProperty("user.name")).contains("mode rw-------");
    }

    @Test
    void refusesWhatIsNoKeyOrCertificateFile() throws IOException {
        Path empty = certificate("");
        unusable(load(empty, null, NO_PASSWORD), empty, Fault.MALFORMED, "empty");
        Path noise = certificate("hello");
        unusable(load(noise, null, NO_PASSWORD), noise, Fault.MALFORMED, "neither PEM");
        Path der = Files.write(
                folder.resolve("der"),
                TestCertificates.certificate().pair().getPrivate().getEncoded());
        unusable(load(der, null, PASSWORD), der, Fault.MALFORMED, "malformed");
        Path cut = certificate(TestCertificates.certificate().certificatePem().substring(0, 200));
        unusable(load(cut, null, NO_PASSWORD), cut, Fault.MALFORMED, "malformed");
        Path bad = certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        unusable(load(bad, null, NO_PASSWORD), bad, Fault.MALFORMED, "block 1 (CERTIFICATE, line 1) is malformed");
        Path huge = certificate("-----BEGIN CERTIFICATE-----\n" + "A".repeat(1 << 20));
        unusable(load(huge, null, NO_PASSWORD), huge, Fault.UNREADABLE, "1 MiB");
    }

    @Test
    void refusesMalformedAndForeignKeys() {
        Path certificate = certificate(TestCertificates.certificate().certificatePem());
        for (String type : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY")) {
            Path key = key("-----BEGIN " + type + "-----\nMAA=\n-----END " + type + "-----\n");
            assertThat(load(certificate, key, NO_PASSWORD).problems())
                    .as(type)
                    .singleElement()
                    .asString()
                    .contains(key.toString())
                    .contains("malformed");
        }
        Path ssh = key("-----BEGIN OPENSSH PRIVATE KEY-----\nMAA=\n-----END OPENSSH PRIVATE KEY-----\n");
        unusable(load(certificate, ssh, NO_PASSWORD), ssh, Fault.KEY_UNSUPPORTED, "OPENSSH");
        Path edwards = folder.resolve("ed.pem");
        OpensslClient.run("", "genpkey", "-algorithm", "ed25519", "-out", edwards.toString());
        unusable(load(certificate, edwards, NO_PASSWORD), edwards, Fault.KEY_UNSUPPORTED, "1.3.101.112");
    }

    @Test
    void refusesNoneOrSeveralKeysAndNoCertificate() {
        TestCertificates made = TestCertificates.certificate();
        Path certificate = certificate(made.certificatePem());
        unusable(load(certificate, null, NO_PASSWORD), certificate, Fault.NO_KEY, "no private key");
        Path two = key(made.keyPem() + made.keyPem());
        unusable(load(certificate, two, NO_PASSWORD), two, Fault.SEVERAL_KEYS, "2 private keys");
        Path none = certificate(made.keyPem());
        unusable(load(none, null, NO_PASSWORD), none, Fault.NO_CERTIFICATE, "no certificate");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        Path key = key(TestCertificates.certificate().keyPem());
        Path certificate = certificate(TestCertificates.certificate().certificatePem());
        unusable(load(certificate, key, NO_PASSWORD), key, Fault.KEY_MISMATCH, "mail.example.org");
        Path rsa = key(TestCertificates.certificate()
                .keys(TestCertificates.sharedRsa())
                .keyPem());
        unusable(load(certificate, rsa, NO_PASSWORD), rsa, Fault.KEY_MISMATCH, certificate.toString());
    }

    @Test
    void refusesACertificateOutOfItsTime() {
        TestCertificates old = TestCertificates.certificate().until(TestCertificates.NOW.minus(Duration.ofHours(1)));
        Path certificate = certificate(old.certificatePem());
        unusable(load(certificate, key(old.keyPem()), NO_PASSWORD), certificate, Fault.EXPIRED, "was valid until");
        TestCertificates early = TestCertificates.certificate().from(TestCertificates.NOW.plus(Duration.ofHours(1)));
        certificate(early.certificatePem());
        unusable(load(certificate, key(early.keyPem()), NO_PASSWORD), certificate, Fault.NOT_YET_VALID, "valid from");
    }

    @Test
    void refusesWeakKeysAndRareCurves() {
        KeyPair rsa = TestCertificates.rsa(1024);
        TestCertificates weak = TestCertificates.certificate().keys(rsa);
        Path key = key(weak.keyPem());
        unusable(load(certificate(weak.certificatePem()), key, NO_PASSWORD), key, Fault.KEY_WEAK, "1024 bits");
        TestCertificates rare = TestCertificates.certificate().keys(TestCertificates.ec("secp521r1"));
        key(rare.keyPem());
        unusable(load(certificate(rare.certificatePem()), key, NO_PASSWORD), key, Fault.KEY_UNSUPPORTED, "curve");
    }

    @Test
    void warnsOfAKeyThatOthersCanRead() throws IOException {
        TestCertificates made = TestCertificates.certificate();
        Path key = key(made.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        IdentityLoadResult load = load(certificate(made.certificatePem()), key, NO_PASSWORD);
        assertThat(load).isInstanceOf(Loaded.class);
        assertThat(load.problems())
                .singleElement()
                .asString()
                .contains("rw-r-----")
                .contains("0600");
    }

    @Test
    void warnsOfACertificateThatIsNotForServers() {
        TestCertificates made = TestCertificates.certificate().purpose(KeyPurposeId.id_kp_clientAuth);
        IdentityLoadResult load = load(certificate(made.certificatePem()), key(made.keyPem()), NO_PASSWORD);
        assertThat(load).isInstanceOf(Loaded.class);
        assertThat(load.problems()).extracting(IdentityProblem::fault).containsExactly(Fault.NOT_FOR_SERVERS);
    }

    @Test
    void neverPrintsASecret() {
        TestCertificates made = TestCertificates.certificate();
        IdentitySource source = new IdentitySource("default", folder, Optional.empty(), PASSWORD, List.of());
        assertThat(source).asString().doesNotContain("horse");
        assertThat(made.identity("x"))
                .asString()
                .doesNotContain(made.pair().getPrivate().toString());
    }
}
