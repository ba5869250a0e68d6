// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        Made first = Made.certificate();
        Made second = Made.certificate()
                .keys(first.pair())
                .commonName("other")
                .names("other.example")
                .until(Made.NOW.plus(Duration.ofDays(1)));
        assertThat(Certificates.pin(second.x509())).isEqualTo(Certificates.pin(first.x509()));
    }

    @Test
    void newKeySameNameOtherPin() {
        assertThat(Certificates.pin(Made.certificate().x509()))
                .isNotEqualTo(Certificates.pin(Made.certificate().x509()));
    }

    @Test
    void theIssuerPlaysNoPart() {
        Made authority = Made.certificate().authority("Authority");
        Made selfSigned = Made.certificate();
        Made issued = Made.certificate().keys(selfSigned.pair()).issuedBy(authority);
        assertThat(Certificates.pin(issued.x509())).isEqualTo(Certificates.pin(selfSigned.x509()));
    }

    @Test
    void aFileTellsThePinInWhateverFormItIs(@TempDir Path folder) throws Exception {
        Made authority = Made.certificate().authority("Authority");
        Made made = Made.certificate().issuedBy(authority);
        Path plain = Made.write(folder.resolve("plain.pem"), made.certificatePem());
        Path key = Made.write(folder.resolve("key.pem"), made.keyPem());
        String publicKey = OpensslClient.run("", "pkey", "-pubout", "-in", key.toString());
        Path der = Files.write(folder.resolve("der"), made.x509().getEncoded());
        Path wide = Files.write(
                folder.resolve("wide"), ("\ufeff" + made.certificatePem()).getBytes(StandardCharsets.UTF_16LE));

        assertThat(PinnableKey.read(der).pin()).isEqualTo(Certificates.pin(made.x509()));
        assertThat(PinnableKey.read(wide).pin()).isEqualTo(Certificates.pin(made.x509()));
        for (String text : List.of(
                "\ufeff" + made.certificatePem().replace("\n", " \r\n"),
                made.keyPem() + made.certificatePem(),
                authority.certificatePem() + made.certificatePem(),
                OpensslClient.run("", "x509", "-text", "-trustout", "-in", plain.toString()),
                publicKey,
                "note\n" + publicKey + made.certificatePem())) {
            assertThat(PinnableKey.read(Made.write(folder.resolve("file"), text))
                            .pin())
                    .as(text)
                    .isEqualTo(Certificates.pin(made.x509()));
        }
    }

    @Test
    void aFileWithoutAKeyToPinIsToldAsWhatItIs(@TempDir Path folder) {
        Made made = Made.certificate();
        Map<String, String> said = Map.of(
                made.keyPem(),
                "neither a CERTIFICATE nor a PUBLIC KEY in it, which is what is pinned, but a private key",
                "",
                "the file is empty",
                made.certificatePem().substring(0, 100),
                "block 1 (CERTIFICATE, line 1) has no END line",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "its content is not a public key");
        said.forEach((text, words) -> assertThatThrownBy(
                        () -> PinnableKey.read(Made.write(folder.resolve("file"), text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words));
    }
}
