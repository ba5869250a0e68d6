// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PEM as editors, mail programs and other tools leave it. */
class PemReaderTest {
    private static final TestCertificates MADE = TestCertificates.certificate();
    private static final String CERTIFICATE = MADE.certificatePem();
    private static final String KEY = MADE.keyPem();
    private static final String BOTH = KEY + CERTIFICATE;
    private static final String PARAMETERS =
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    @TempDir
    Path folder;

    private Path file(String name, byte[] content) {
        Path file = TestCertificates.write(folder.resolve(name), "");
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static IdentityLoadResult load(Path certificate, Optional<Path> key) {
        return IdentityLoader.load(
                new IdentitySource("mail", certificate, key, Optional.empty(), List.of()), TestCertificates.NOW);
    }

    private static Stream<Arguments> forms() {
        return Stream.of(
                form("as it is", BOTH),
                form("a byte order mark", "\ufeff" + BOTH),
                form(
                        "a byte order mark before each of two files put together",
                        "\ufeff" + KEY + "\ufeff" + CERTIFICATE),
                form("CR LF", BOTH.replace("\n", "\r\n")),
                form("CR alone", BOTH.replace("\n", "\r")),
                form("trailing blanks", BOTH.replace("\n", " \t\n")),
                form("leading blanks", BOTH.replaceAll("(?m)^", "  ")),
                form("empty lines", BOTH.replace("\n", "\n\n")),
                form("no end of line at the end", BOTH.stripTrailing()),
                form("two files put together without an end of line", KEY.stripTrailing() + CERTIFICATE),
                form(
                        "text before, between and after",
                        "Subject: CN = mail\n\u00fc: 1\n" + KEY + "x\n" + CERTIFICATE + "y"),
                form(
                        "bag attributes",
                        "Bag Attributes\n    localKeyID: 54 69\nKey Attributes: <No Attributes>\n" + BOTH),
                form("parameters before the key", PARAMETERS + BOTH),
                form(
                        "an unknown block",
                        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n=abcd\n-----END PGP SIGNATURE-----\n" + BOTH),
                form("one line of base64", oneLine(KEY) + oneLine(CERTIFICATE)),
                Arguments.of("UTF-16, little end first", ("\ufeff" + BOTH).getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("UTF-16, big end first", ("\ufeff" + BOTH).getBytes(StandardCharsets.UTF_16BE)),
                Arguments.of("UTF-16 without its mark", BOTH.getBytes(StandardCharsets.UTF_16LE)));
    }

    private static Arguments form(String name, String text) {
        return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String oneLine(String block) {
        String[] lines = block.split("\n");
        StringBuilder base64 = new StringBuilder();
        for (int i = 1; i < lines.length - 1; i++) {
            base64.append(lines[i]);
        }
        return lines[0] + "\n" + base64 + "\n" + lines[lines.length - 1] + "\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsKeyAndCertificateFromOneFile(String form, byte[] content) {
        IdentityLoadResult load = load(file("both.pem", content), Optional.empty());

        assertThat(load.problems()).isEmpty();
        assertThat(((Loaded) load).identity().leaf()).isNotNull();
    }

    @Test
    void readsTextOfOpensslTrustedCertificatesAndPkcs7() {
        Path plain = file("plain.pem", CERTIFICATE);
        Path key = file("key.pem", KEY);
        for (String[] command : List.of(
                new String[] {"x509", "-text", "-in", plain.toString()},
                new String[] {"x509", "-trustout", "-addtrust", "serverAuth", "-in", plain.toString()},
                new String[] {"crl2pkcs7", "-nocrl", "-certfile", plain.toString()})) {
            String text = OpensslClient.run("", command);
            assertThat(text).contains("-----BEGIN ");
            assertThat(load(file("certificate.pem", text), Optional.of(key)))
                    .as(command[0] + " " + command[1])
                    .isInstanceOf(Loaded.class);
        }
    }

    @Test
    void aKeyInTheFileOfTheCertificateIsNotOpenedWhereTheKeyHasItsOwn() {
        String locked = PemEncoder.encrypted(MADE.pair().getPrivate(), Secret.of("correct horse"));
        assertThat(load(file("certificate.pem", locked + CERTIFICATE), Optional.of(file("key.pem", KEY)))
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut | block 2 (CERTIFICATE, line 7) has no END line",
                "character | block 2 (CERTIFICATE, line 7) has something in line 9 that is not base64",
                "missing | block 2 (CERTIFICATE, line 7) is not base64",
                "other end | block 2 (CERTIFICATE, line 7) ends in line",
                "no begin | is the end of a CERTIFICATE block that has no BEGIN line",
                "hyphen | line 7 looks like the begin or end of a block and is not",
                "twice | block 2 (CERTIFICATE, line 7) has no END line before the next block begins in line",
                "content | block 2 (CERTIFICATE, line 7) is malformed: its content is not a certificate"
            })
    void namesBlockAndLineOfWhatIsMalformed(String fault, String found) {
        assertThat(KEY.lines().count()).isLessThanOrEqualTo(6);
        String key = KEY + "\n".repeat(6 - (int) KEY.lines().count());
        String[] lines = CERTIFICATE.split("\n");
        String text = switch (fault) {
            case "cut" -> CERTIFICATE.substring(0, 300);
            case "character" -> CERTIFICATE.replace(lines[2], lines[2].replaceFirst(".", "\u00e9"));
            case "missing" -> CERTIFICATE.replace(lines[2], lines[2].substring(1));
            case "other end" -> CERTIFICATE.replace("END CERTIFICATE", "END PRIVATE KEY");
            case "no begin" -> CERTIFICATE.replace(lines[0], "");
            case "hyphen" -> CERTIFICATE.replace("-----BEGIN", "----BEGIN");
            case "twice" -> CERTIFICATE.replace(lines[lines.length - 1], "") + CERTIFICATE;
            default -> "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        };

        IdentityLoadResult load = load(file("both.pem", key + text), Optional.empty());

        assertThat(load).isInstanceOf(Unusable.class);
        assertThat(load.problems()).singleElement().asString().contains(found);
        assertThat(load.problems().get(0).fault()).isEqualTo(Fault.MALFORMED);
    }

    @Test
    void saysWhatStandsInThePlaceOfACertificate() {
        Path key = file("key.pem", KEY);
        String request = OpensslClient.run("", "req", "-new", "-key", key.toString(), "-subj", "/CN=mail.example.org");
        String publicKey = OpensslClient.run("", "pkey", "-pubout", "-in", key.toString());

        assertThat(load(file("c.pem", request), Optional.of(key)).problems())
                .singleElement()
                .asString()
                .contains("no certificate in it, but a certificate request (CSR)");
        assertThat(load(file("c.pem", publicKey), Optional.of(key)).problems())
                .singleElement()
                .asString()
                .contains("no certificate in it, but a public key");
        assertThat(load(key, Optional.of(file("c.pem", CERTIFICATE))).problems())
                .singleElement()
                .asString()
                .contains("no certificate in it, but a private key", "they are swapped");
        assertThat(load(file("c.pem", CERTIFICATE), Optional.of(file("k.pem", CERTIFICATE)))
                        .problems())
                .singleElement()
                .asString()
                .contains("no private key in it, but a certificate");
    }

    @Test
    void saysThatACertificateIsInDer() throws Exception {
        Path der = file("c.der", MADE.x509().getEncoded());
        assertThat(load(der, Optional.of(file("key.pem", KEY))).problems())
                .singleElement()
                .asString()
                .contains("a certificate in DER", "openssl x509 -inform DER");
    }

    @Test
    @Timeout(20)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.setPosixFilePermissions(pipe, PosixFilePermissions.fromString("rw-------"));

        assertThat(load(pipe, Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains("a pipe or a device");
    }

    @Test
    void aLongLineIsNoFaultOfTheReader() {
        String noise = "-----BEGIN " + "A ".repeat(300_000) + "\n";
        for (Charset charset : List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16LE)) {
            byte[] content = charset.equals(StandardCharsets.US_ASCII)
                    ? noise.getBytes(charset)
                    : noise.substring(0, 400_000).getBytes(charset);
            assertThat(load(file("noise.pem", content), Optional.empty())).isInstanceOf(Unusable.class);
        }
    }
}
