// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pin is. */
class PinOfCertificateTest {
    @Test
    void sameKeyNewCertificateSamePin() {
        TestCertificates first = TestCertificates.certificate();
        TestCertificates second = TestCertificates.certificate()
                .keys(first.pair())
                .commonName("other")
                .names("other.example")
                .until(TestCertificates.NOW.plus(Duration.ofDays(1)));
        assertThat(CertificateFields.pin(second.x509())).isEqualTo(CertificateFields.pin(first.x509()));
    }

    @Test
    void newKeySameNameOtherPin() {
        assertThat(CertificateFields.pin(TestCertificates.certificate().x509()))
                .isNotEqualTo(
                        CertificateFields.pin(TestCertificates.certificate().x509()));
    }

    @Test
    void theIssuerPlaysNoPart() {
        TestCertificates authority = TestCertificates.certificate().authority("Authority");
        TestCertificates selfSigned = TestCertificates.certificate();
        TestCertificates issued =
                TestCertificates.certificate().keys(selfSigned.pair()).issuedBy(authority);
        assertThat(CertificateFields.pin(issued.x509())).isEqualTo(CertificateFields.pin(selfSigned.x509()));
    }

    @Test
    void aFileTellsThePinInWhateverFormItIs(@TempDir Path folder) throws Exception {
        TestCertificates authority = TestCertificates.certificate().authority("Authority");
        TestCertificates certificate = TestCertificates.certificate().issuedBy(authority);
        Path plain = TestCertificates.write(folder.resolve("plain.pem"), certificate.certificatePem());
        Path key = TestCertificates.write(folder.resolve("key.pem"), certificate.keyPem());
        String publicKey = OpensslClient.run("", "pkey", "-pubout", "-in", key.toString());
        Path der = Files.write(folder.resolve("der"), certificate.x509().getEncoded());
        Path wide = Files.write(
                folder.resolve("wide"), ("\ufeff" + certificate.certificatePem()).getBytes(StandardCharsets.UTF_16LE));

        assertThat(PinnableKey.read(der).pin()).isEqualTo(CertificateFields.pin(certificate.x509()));
        assertThat(PinnableKey.read(wide).pin()).isEqualTo(CertificateFields.pin(certificate.x509()));
        for (String text : List.of(
                "\ufeff" + certificate.certificatePem().replace("\n", " \r\n"),
                certificate.keyPem() + certificate.certificatePem(),
                authority.certificatePem() + certificate.certificatePem(),
                OpensslClient.run("", "x509", "-text", "-trustout", "-in", plain.toString()),
                publicKey,
                "note\n" + publicKey + certificate.certificatePem())) {
            assertThat(PinnableKey.read(TestCertificates.write(folder.resolve("file"), text))
                            .pin())
                    .as(text)
                    .isEqualTo(CertificateFields.pin(certificate.x509()));
        }
    }

    @Test
    void aFileWithoutAKeyToPinIsToldAsWhatItIs(@TempDir Path folder) {
        TestCertificates certificate = TestCertificates.certificate();
        Map<String, String> said = Map.of(
                certificate.keyPem(),
                "neither a CERTIFICATE nor a PUBLIC KEY in it, which is what is pinned, but a private key",
                "",
                "the file is empty",
                certificate.certificatePem().substring(0, 100),
                "block 1 (CERTIFICATE, line 1) has no END line",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "its content is not a public key");
        said.forEach((text, words) -> assertThatThrownBy(
                        () -> PinnableKey.read(TestCertificates.write(folder.resolve("file"), text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words));
    }
}
