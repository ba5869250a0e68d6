// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration that a test writes. */
record Written(Path folder) {

    Written file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Written file(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code smtpserver.xml} with one listener. */
    Written smtp(String listener) {
        return file("smtpserver.xml", "<smtpservers><smtpserver>" + listener + "</smtpserver></smtpservers>");
    }

    /** {@code smtpserver.xml} with a listener that is right, for tests of other files. */
    Written rightSmtp() {
        return smtp("<bind>127.0.0.1:587</bind>");
    }

    Loaded load() {
        return ConfigurationLoader.load(folder, Overrides.NONE, TestMachine.PLAIN);
    }

    SekishoConfiguration valid() {
        Loaded loaded = load();
        if (loaded instanceof Loaded.Invalid invalid) {
            assertThat(invalid.problems()).isEmpty();
        }
        return ((Loaded.Valid) loaded).configuration();
    }

    ListenerConfiguration listener() {
        return valid().listeners().get(0);
    }

    List<String> problems() {
        Loaded loaded = load();
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        return ((Loaded.Invalid) loaded)
                .problems().stream().map(Problem::toString).toList();
    }

    List<String> warnings() {
        return load().warnings().stream().map(Problem::toString).toList();
    }
}
