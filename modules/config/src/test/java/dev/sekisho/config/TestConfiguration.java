// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration that a test writes. */
record TestConfiguration(Path folder) {

    TestConfiguration file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestConfiguration file(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code smtpserver.xml} with one listener. */
    TestConfiguration smtp(String listener) {
        return file("smtpserver.xml", "<smtpservers><smtpserver>" + listener + "</smtpserver></smtpservers>");
    }

    /** {@code smtpserver.xml} with a listener that is right, for tests of other files. */
    TestConfiguration rightSmtp() {
        return smtp("<bind>127.0.0.1:587</bind>");
    }

    LoadResult load() {
        return ConfigurationLoader.load(folder, ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN);
    }

    SekishoConfiguration valid() {
        LoadResult loaded = load();
        if (loaded instanceof LoadResult.Invalid invalid) {
            assertThat(invalid.problems()).isEmpty();
        }
        return ((LoadResult.Valid) loaded).configuration();
    }

    ListenerConfiguration listener() {
        return valid().listeners().get(0);
    }

    List<String> problems() {
        LoadResult loaded = load();
        assertThat(loaded).isInstanceOf(LoadResult.Invalid.class);
        return ((LoadResult.Invalid) loaded)
                .problems().stream().map(Problem::toString).toList();
    }

    List<String> warnings() {
        return load().warnings().stream().map(Problem::toString).toList();
    }
}
