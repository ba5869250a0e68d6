// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SekishoFileTest {
    @TempDir
    Path folder;

    @Test
    void theHostNameIsTheMachinesUnlessItIsSaid() {
        TestConfiguration written = new TestConfiguration(folder).rightSmtp();
        assertThat(written.valid().hostName()).isEqualTo("host.example.org");
        assertThat(written.listener().banner().hostName()).isEqualTo("host.example.org");

        written.file("sekisho.xml", "<sekisho><hostname>Mail.Example.org</hostname></sekisho>");
        assertThat(written.valid().hostName()).isEqualTo("mail.example.org");
        assertThat(written.listener().banner().hostName()).isEqualTo("mail.example.org");
    }

    @Test
    void thePortOffsetMovesListenersAndKeepsTheirPolicies() {
        TestConfiguration written = new TestConfiguration(folder)
                .rightSmtp()
                .file("sekisho.xml", "<sekisho><port-offset>10000</port-offset></sekisho>");

        assertThat(written.listener().binds().get(0).getPort()).isEqualTo(10_587);
        assertThat(written.listener().socket().configuredPort()).isEqualTo(587);
        assertThat(written.listener().policy().name()).isEqualTo("submission");
    }

    @Test
    void anOffsetFromOutsideHoldsInsteadOfThatOfTheFile() {
        new TestConfiguration(folder)
                .rightSmtp()
                .file("sekisho.xml", "<sekisho><port-offset>10000</port-offset></sekisho>");

        LoadResult loaded =
                ConfigurationLoader.load(folder, ConfigurationOverrides.ofPortOffset(0), TestHostEnvironment.PLAIN);

        assertThat(((LoadResult.Valid) loaded)
                        .configuration()
                        .listeners()
                        .get(0)
                        .binds())
                .extracting(bind -> bind.getPort())
                .containsExactly(587);
    }
}
