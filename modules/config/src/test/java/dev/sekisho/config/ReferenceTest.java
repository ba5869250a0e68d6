// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference in the documentation is what the tables say. {@code -Dsekisho.reference=write} writes it anew. */
class ReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- From here on generated from the tables of modules/config. -->\n";

    @Test
    void theDocumentationSaysWhatTheTablesSay() throws IOException {
        String document = Files.readString(DOCUMENT);
        String byHand = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        if ("write".equals(System.getProperty("sekisho.reference"))) {
            Files.writeString(DOCUMENT, byHand + Reference.markdown());
        }

        assertThat(Files.readString(DOCUMENT))
                .as("mvn test -pl modules/config -am -Dsekisho.reference=write writes it anew")
                .isEqualTo(byHand + Reference.markdown());
    }
}
