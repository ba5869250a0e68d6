// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.tls.fixture.OpensslClient;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentityWriter.Placed;
import dev.sekisho.tls.material.FileReplacement;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityWriterTest {
    private static final Secret PASSWORD = Secret.of("open sesame");

    @TempDir
    Path folder;

    private final TestCertificates made = TestCertificates.certificate()
            .issuedBy(TestCertificates.certificate().authority("Some CA"));
    private final Identity identity = made.identity("mail");

    private Path certificate;
    private Path key;

    @BeforeEach
    void nameTheFiles() {
        certificate = folder.resolve("conf/mail.pem");
        key = folder.resolve("conf/mail.key");
    }

    private Placed place(IdentitySource target) {
        try {
            return IdentityWriter.place(identity, target, TestCertificates.NOW);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private IdentitySource source(Path file, Optional<Path> keyFile, Optional<Secret> password) {
        return new IdentitySource("mail", file, keyFile, password, List.of());
    }

    private static Identity read(IdentitySource source) {
        IdentityLoadResult load = IdentityLoader.load(source, TestCertificates.NOW);
        assertThat(load.problems()).isEmpty();
        return ((IdentityLoadResult.Loaded) load).identity();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void writesTwoPemFilesOfWhichOnlyTheCertificateMayBeReadByAll() throws IOException {
        IdentitySource target = source(certificate, Optional.of(key), Optional.empty());
        assertThat(place(target)).isEqualTo(new Placed(List.of(certificate, key), List.of()));
        assertThat(read(target)).isEqualTo(identity);
        assertThat(mode(key)).isEqualTo("rw-------");
        assertThat(mode(certificate)).isEqualTo("rw-r--r--");
    }

    @Test
    void writesTheChainsOwnFileTooWhetherOrNotThereIsAChain() {
        IdentitySource target = new IdentitySource(
                "mail",
                certificate,
                Optional.of(folder.resolve("conf/chain.pem")),
                Optional.of(key),
                Optional.empty(),
                List.of());
        Identity alone = TestCertificates.certificate().identity("mail");
        for (Identity each : List.of(
                TestCertificates.certificate()
                        .issuedBy(TestCertificates.certificate().authority("CA"))
                        .identity("mail"),
                alone)) {
            try {
                IdentityWriter.place(each, target, TestCertificates.NOW);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(read(target)).isEqualTo(each);
        }
    }

    @Test
    void writesOnePemFileForItsOwnerAlone() throws IOException {
        IdentitySource target = source(certificate, Optional.empty(), Optional.empty());
        place(target);
        assertThat(read(target)).isEqualTo(identity);
        assertThat(mode(certificate)).isEqualTo("rw-------");
    }

    @Test
    void encryptsTheKeyWhereThereIsAPassword() throws IOException {
        IdentitySource target = source(certificate, Optional.of(key), Optional.of(PASSWORD));
        place(target);
        assertThat(read(target)).isEqualTo(identity);
        assertThat(Files.readString(key)).contains("BEGIN ENCRYPTED PRIVATE KEY");
    }

    @Test
    void keepsThePkcs12FormOfAFile() throws IOException {
        Path store = TestCertificates.keyStore(
                folder.resolve("mail.store"), "PKCS12", TestCertificates.certificate(), "open sesame");
        IdentitySource target = source(store, Optional.empty(), Optional.of(PASSWORD));
        place(target);
        assertThat(read(target)).isEqualTo(identity);
        assertThat(mode(store)).isEqualTo("rw-------");
    }

    @Test
    void makesPkcs12WhereTheNameOfAMissingFileSaysSo() {
        IdentitySource target = source(folder.resolve("mail.p12"), Optional.empty(), Optional.of(PASSWORD));
        place(target);
        assertThat(read(target)).isEqualTo(identity);
        assertThat(OpensslClient.run(
                        "", "pkcs12", "-in", target.certificate().toString(), "-passin", "pass:open sesame", "-nokeys"))
                .contains("BEGIN CERTIFICATE");
    }

    @Test
    void keepsWhatWasThereBefore() throws IOException {
        Files.createDirectories(certificate.getParent());
        TestCertificates.write(certificate, "old certificate");
        TestCertificates.write(key, "old key");
        Placed placed = place(source(certificate, Optional.of(key), Optional.empty()));
        assertThat(placed.kept()).hasSize(2).allSatisfy(kept -> {
            assertThat(kept.toString()).endsWith(".old");
            assertThat(mode(kept)).isEqualTo("rw-------");
        });
        assertThat(placed.kept().stream().map(IdentityWriterTest::text)).containsExactly("old key", "old certificate");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesTheKeyBackIfTheCertificateCannotBeReplaced() throws IOException {
        Files.createDirectories(certificate.getParent());
        Files.createDirectory(certificate);
        Files.createFile(certificate.resolve("in the way"));
        TestCertificates.write(key, "old key");
        List<FileReplacement.Content> contents = List.of(
                new FileReplacement.Content(key, new byte[] {'k'}, true),
                new FileReplacement.Content(certificate, new byte[] {'c'}, false));
        assertThatThrownBy(() -> FileReplacement.exchange(contents, TestCertificates.NOW))
                .isInstanceOf(IOException.class);
        assertThat(key).hasContent("old key");
        try (Stream<Path> files = Files.list(folder.resolve("conf"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void doesNotTouchWhatIsALink() throws IOException {
        Path elsewhere = TestCertificates.write(folder.resolve("elsewhere"), "another program's");
        Files.createDirectories(certificate.getParent());
        Files.createSymbolicLink(certificate, elsewhere);
        IdentitySource target = source(certificate, Optional.of(key), Optional.empty());
        assertThatThrownBy(() -> IdentityWriter.place(identity, target, TestCertificates.NOW))
                .hasMessageContaining("is a symbolic link to " + elsewhere);
        assertThat(elsewhere).hasContent("another program's");
        assertThat(key).doesNotExist();
    }
}
