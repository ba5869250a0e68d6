// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.store.StoreConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {
    @TempDir
    Path folder;

    private TestConfiguration written;

    @BeforeEach
    void writeFiles() {
        written = new TestConfiguration(folder)
                .rightSmtp()
                .file("ca.pem", "(an authority)")
                .file("store.password", "correct horse\n");
    }

    @Test
    void withoutItTheStoreIsAFileOfItsOwn() {
        assertThat(written.valid().store()).isEqualTo(new StoreConfiguration.OwnFile(true));
    }

    @Test
    void aFileThatSaysNothingIsAsNone() {
        assertThat(written.file("store.xml", "<store/>").valid().store())
                .isEqualTo(new StoreConfiguration.OwnFile(true));
    }

    @Test
    void theFullTextIndexCanBeSwitchedOffOnEitherEngine() {
        assertThat(written.file("store.xml", "<store><text-index>false</text-index></store>")
                        .valid()
                        .store())
                .isEqualTo(new StoreConfiguration.OwnFile(false));
        assertThat(written.file("store.xml", "<store><text-index>false</text-index><postgresql/></store>")
                        .valid()
                        .store()
                        .textIndex())
                .isFalse();
    }

    @Test
    void aServerOnThisMachineNeedsNoTls() {
        StoreConfiguration.Postgresql store = postgresql("");

        assertThat(store.url()).isEqualTo("jdbc:postgresql://localhost:5432/sekisho?sslmode=disable");
        assertThat(store.user()).isEqualTo("sekisho");
        assertThat(store.password()).isEmpty();
        assertThat(store.connections()).isEqualTo(16);
    }

    @Test
    void aServerElsewhereIsVerified() {
        assertThat(postgresql("<host>db.example.org</host><port>5433</port><database>mail of ours</database>")
                        .url())
                .isEqualTo("jdbc:postgresql://db.example.org:5433/mail%20of%20ours"
                        + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    @Test
    void itsAuthorityIsOneOfOurOwnWhereSaid() {
        assertThat(postgresql("<host>2001:db8::5</host><authority>ca.pem</authority>")
                        .url())
                .startsWith("jdbc:postgresql://[2001:db8::5]:5432/")
                .endsWith("?sslmode=verify-full&sslrootcert="
                        + folder.resolve("ca.pem").toString().replace("/", "%2F"));
    }

    @Test
    void thePasswordComesFromAFileAndIsNotShown() throws IOException {
        StoreConfiguration.Postgresql store = postgresql("<password file=\"store.password\"/>");

        assertThat(store.password()
                        .orElseThrow()
                        .read(TestHostEnvironment.PLAIN)
                        .reveal())
                .containsExactly("correct horse".toCharArray());
        assertThat(store.toString()).doesNotContain("correct horse");
    }

    @Test
    void cleartextToAnotherMachineIsWarnedOf() {
        written.file("store.xml", "<store><postgresql><host>db.example.org</host><tls>none</tls></postgresql></store>");

        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("store.xml:1: all mail and the database password are sent to db.example.org in cleartext");
    }

    @Test
    void canBeReadAlone() {
        written.file("store.xml", "<store><postgresql><port>0</port></postgresql></store>");

        assertThat(ConfigurationLoader.loadStore(folder, TestHostEnvironment.PLAIN)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("store.xml:1: <port>0</port>");
    }

    private StoreConfiguration.Postgresql postgresql(String content) {
        written.file("store.xml", "<store><postgresql>" + content + "</postgresql></store>");
        return (StoreConfiguration.Postgresql) written.valid().store();
    }
}
