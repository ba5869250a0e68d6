// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
    @TempDir
    Path folder;

    private static Identity load(Path file, Optional<Secret> password) {
        IdentitySource source = new IdentitySource("imported", file, Optional.empty(), password, List.of());
        IdentityLoadResult load = IdentityLoader.load(source, TestCertificates.NOW);
        assertThat(load.problems()).isEmpty();
        return ((Loaded) load).identity();
    }

    @Test
    void whatWasReadFromAKeyStoreIsReadBackFromOnePemFile() throws IOException {
        Path keyStore = TestCertificates.keyStore(
                folder.resolve("keystore"), "PKCS12", TestCertificates.certificate(), "correct horse");
        Identity imported = load(keyStore, Optional.of(Secret.of("correct horse")));
        Path file = folder.resolve("mail.pem");
        IdentityFile.write(imported, file);
        assertThat(load(file, Optional.empty())).isEqualTo(imported);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
