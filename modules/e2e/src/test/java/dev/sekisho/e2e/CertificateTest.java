// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.TlsSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates change under a running server: by {@code cert import}, and by hands that make mistakes. */
class CertificateTest {
    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        makePair("first", conf("mail.crt"), conf("mail.key"));
        Files.writeString(
                conf("tls.xml"),
                "<tls><identity name=\"mail\"><certificate>mail.crt</certificate><key>mail.key</key></identity></tls>");
        Files.writeString(conf("sekisho.xml"), "<sekisho><hostname>mail.example.org</hostname></sekisho>");
        sekisho.run();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    private static Path conf(String file) {
        return sekisho.home().resolve("conf").resolve(file);
    }

    private static void makePair(String name, Path certificate, Path key) throws Exception {
        Command.Result made = Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "60",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:mail.example.org",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .run();
        assertThat(made.exit()).as(made.all()).isZero();
    }

    private static String subject(TlsSession session) throws IOException {
        X509Certificate certificate = session.certificate();
        return certificate.getSubjectX500Principal().getName();
    }

    private static String presented() throws IOException {
        try (TlsSession session = TlsSession.open(sekisho.port(465))) {
            return subject(session);
        }
    }

    @Test
    void anImportIsInServiceWhenItsCommandEndsWhileOpenSessionsGoOnAndABrokenPairChangesNothing() throws Exception {
        try (TlsSession open = TlsSession.open(sekisho.port(465))) {
            assertThat(subject(open)).isEqualTo("CN=first");
            importSecond();
            assertThat(presented()).isEqualTo("CN=second");
            assertThat(open.ask("NOOP")).startsWith("250");
            assertThat(subject(open)).isEqualTo("CN=first");
            breakThePair();
            assertThat(presented()).isEqualTo("CN=second");
            assertThat(open.ask("NOOP")).startsWith("250");
        }
    }

    private static void importSecond() throws Exception {
        Path certificate = directory.resolve("second.crt");
        Path key = directory.resolve("second.key");
        makePair("second", certificate, key);
        Command.Result imported = sekisho.sekisho("cert", "import", certificate.toString(), "--key", key.toString())
                .run();
        assertThat(imported.exit()).as(imported.all()).isZero();
        assertThat(imported.output()).contains("the running server presents it");
        assertThat(imported.errors()).contains("old pin: sha256/").contains("new pin: sha256/");
        Command.Result list = sekisho.sekisho("cert", "list").run();
        assertThat(list.exit()).as(list.all()).isZero();
        assertThat(list.output())
                .contains("mail.example.org")
                .contains("59 days")
                .contains("submissions");
    }

    private static void breakThePair() throws Exception {
        byte[] good = Files.readAllBytes(conf("mail.key"));
        makePair("third", directory.resolve("third.crt"), directory.resolve("third.key"));
        Files.write(conf("mail.key"), Files.readAllBytes(directory.resolve("third.key")));
        awaitProblems(1);
        Command.Result status = sekisho.sekisho("status").run();
        assertThat(status.output())
                .containsPattern("problem: .*mail.key: identity mail: the key is not that of the certificate");
        assertThat(sekisho.console()).contains("the certificate that was in use stays in use");
        assertThat(sekisho.sekisho("cert", "list").run().exit()).isEqualTo(1);
        Files.write(conf("mail.key"), good);
        awaitProblems(0);
    }

    private static void awaitProblems(int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (sekisho.status().get("problems").size() != count) {
            assertThat(System.nanoTime()).as("status: " + sekisho.status()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
