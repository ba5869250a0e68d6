// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.config.tls.TlsConfiguration;
import dev.sekisho.tls.material.HostPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFileTest {
    @TempDir
    Path folder;

    private TestConfiguration written;

    @BeforeEach
    void writeKeys() {
        written = new TestConfiguration(folder)
                .rightSmtp()
                .file("one.pem", "(certificate and key)")
                .file("two.pem", "(certificate)")
                .file("two.key", "(key)")
                .file("three.p12", "(key store)")
                .file("three.password", "correct horse\nbattery staple\n");
    }

    @Test
    void withoutItNoIdentityIsListed() {
        assertThat(written.valid().tls()).isEqualTo(TlsConfiguration.DEFAULT);
    }

    @Test
    void listsIdentitiesWithTheDefaultOneFirst() {
        TlsConfiguration tls = tls("<engine>jdk</engine><identity><certificate>one.pem</certificate></identity>"
                + "<identity name=\"second\" default=\"true\"><host>mail.example.org</host><host>*.example.net</host>"
                + "<certificate>two.pem</certificate><key>two.key</key></identity>"
                + "<identity><pkcs12>" + folder.resolve("three.p12") + "</pkcs12></identity>");

        assertThat(tls.engine()).isEqualTo(TlsConfiguration.Engine.JDK);
        assertThat(tls.identities())
                .extracting(IdentityConfiguration::name)
                .containsExactly("second", "one.pem", "three.p12");
        assertThat(tls.identities().get(0).hosts())
                .extracting(HostPattern::toString)
                .containsExactly("mail.example.org", "*.example.net");
        assertThat(tls.identities().get(0).key()).contains(folder.resolve("two.key"));
        assertThat(tls.defaultIdentity()).contains(tls.identities().get(0));
    }

    @Test
    void readsWhereTheAuthoritysChainIs() {
        TlsConfiguration tls =
                tls("<identity><certificate>two.pem</certificate><chain>one.pem</chain><key>two.key</key>"
                        + "</identity><identity><pkcs12>three.p12</pkcs12><chain>one.pem</chain></identity>");

        assertThat(tls.identities())
                .extracting(IdentityConfiguration::chain)
                .containsOnly(Optional.of(folder.resolve("one.pem")));
    }

    @Test
    void aChainThatIsNoFileIsAProblem() {
        written.file(
                "tls.xml", "<tls><identity><certificate>one.pem</certificate><chain>no.pem</chain></identity></tls>");

        assertThat(written.problems())
                .singleElement()
                .asString()
                .contains("tls.xml:1", "<chain>no.pem</chain> is not a file");
    }

    @Test
    void tellsWhereFilesAreToBePut() {
        written.file("tls.xml", "<tls><identity><certificate>later.pem</certificate></identity></tls>");

        assertThat(ConfigurationLoader.listedIdentities(folder, TestHostEnvironment.PLAIN)
                        .orElseThrow())
                .extracting(IdentityConfiguration::certificate)
                .containsExactly(folder.resolve("later.pem"));
        assertThat(written.problems())
                .singleElement()
                .asString()
                .contains("<certificate>later.pem</certificate> is not a file");
    }

    @Test
    void namesIdentitiesApart() {
        assertThat(tls("<identity name=\"mail\"><certificate>one.pem</certificate></identity>\n"
                                + "<identity name=\"mail\"><certificate>two.pem</certificate><key>two.key</key></identity>")
                        .identities())
                .extracting(IdentityConfiguration::name)
                .containsExactly("mail", "mail at tls.xml:2");
    }

    @Test
    void readsAPasswordFromTheFirstLineOfAFile() throws IOException {
        IdentityConfiguration identity = three("<password file=\"three.password\"/>");

        assertThat(identity.source(TestHostEnvironment.PLAIN)
                        .password()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("correct horse".toCharArray());
        assertThat(identity.toString()).doesNotContain("correct horse");
    }

    @Test
    void readsAPasswordAnewEachTime() throws IOException {
        IdentityConfiguration identity = three("<password file=\"three.password\"/>");

        Files.writeString(folder.resolve("three.password"), "another");
        assertThat(identity.source(TestHostEnvironment.PLAIN)
                        .password()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("another".toCharArray());

        Files.writeString(folder.resolve("three.password"), "\n");
        assertThatThrownBy(() -> identity.source(TestHostEnvironment.PLAIN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("three.password");
    }

    @Test
    void readsAPasswordFromTheEnvironment() throws IOException {
        TestHostEnvironment machine = new TestHostEnvironment(Map.of("KEY_PASSWORD", "correct horse"));
        written.file(
                "tls.xml",
                "<tls><identity><pkcs12>three.p12</pkcs12><password env=\"KEY_PASSWORD\"/></identity></tls>");

        LoadResult loaded = ConfigurationLoader.load(folder, ConfigurationOverrides.NONE, machine);

        IdentityConfiguration identity =
                ((LoadResult.Valid) loaded).configuration().tls().identities().get(0);
        assertThat(identity.source(machine).password().orElseThrow().reveal()).isEqualTo("correct horse".toCharArray());
    }

    @Test
    void warnsOfAPasswordInTheFileItselfAndDoesNotShowIt() throws IOException {
        IdentityConfiguration identity = three("<password literal=\"true\">correct horse</password>");

        assertThat(identity.source(TestHostEnvironment.PLAIN)
                        .password()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("correct horse".toCharArray());
        assertThat(written.warnings())
                .containsExactly(
                        "tls.xml:1: a password is in the file; use <password file=\"...\"/> or <password env=\"...\"/>");
        assertThat(written.load().toString()).doesNotContain("correct horse");
    }

    @Test
    void neverShowsAPasswordThatStandsWhereItMustNot() {
        written.file(
                "tls.xml",
                "<tls><identity><pkcs12>three.p12</pkcs12><password>correct horse</password></identity></tls>");

        assertThat(written.problems()).hasSize(1).noneMatch(problem -> problem.contains("correct horse"));
    }

    private IdentityConfiguration three(String password) {
        return tls("<identity><pkcs12>three.p12</pkcs12>" + password + "</identity>")
                .identities()
                .get(0);
    }

    private TlsConfiguration tls(String content) {
        return written.file("tls.xml", "<tls>" + content + "</tls>").valid().tls();
    }
}
