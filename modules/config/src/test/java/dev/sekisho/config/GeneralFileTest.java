// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneralFileTest {
    @TempDir
    Path folder;

    @Test
    void theHostNameIsTheMachinesUnlessItIsSaid() {
        Written written = new Written(folder).rightSmtp();
        assertThat(written.valid().hostName()).isEqualTo("host.example.org");
        assertThat(written.listener().helloName()).isEqualTo("host.example.org");

        written.file("sekisho.xml", "<sekisho><hostname>Mail.Example.org</hostname></sekisho>");
        assertThat(written.valid().hostName()).isEqualTo("mail.example.org");
        assertThat(written.listener().helloName()).isEqualTo("mail.example.org");
    }

    @Test
    void thePortOffsetMovesListenersAndKeepsTheirPolicies() {
        Written written = new Written(folder)
                .rightSmtp()
                .file("sekisho.xml", "<sekisho><port-offset>10000</port-offset></sekisho>");

        assertThat(written.listener().binds().get(0).getPort()).isEqualTo(10_587);
        assertThat(written.listener().configuredPort()).isEqualTo(587);
        assertThat(written.listener().policy().name()).isEqualTo("submission");
    }

    @Test
    void anOffsetFromOutsideHoldsInsteadOfThatOfTheFile() {
        new Written(folder).rightSmtp().file("sekisho.xml", "<sekisho><port-offset>10000</port-offset></sekisho>");

        Loaded loaded = ConfigurationLoader.load(folder, Overrides.ofPortOffset(0), TestMachine.PLAIN);

        assertThat(((Loaded.Valid) loaded).configuration().listeners().get(0).binds())
                .extracting(bind -> bind.getPort())
                .containsExactly(587);
    }
}
