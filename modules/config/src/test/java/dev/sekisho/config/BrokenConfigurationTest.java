// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder under {@code broken} has one fault, and in {@code expected.txt} what must be said of it. */
class BrokenConfigurationTest {
    private static final Path BROKEN = Path.of("src", "test", "resources", "broken");

    static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(BROKEN)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void isRefusedForItsOneFaultAtItsLine(Path folder) throws IOException {
        String place = folder.toAbsolutePath().toString();
        List<String> expected = Files.readAllLines(folder.resolve("expected.txt")).stream()
                .map(line -> line.replace("{folder}", place))
                .toList();

        LoadResult loaded = ConfigurationLoader.load(folder, ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN);

        assertThat(loaded)
                .isInstanceOfSatisfying(
                        LoadResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::toString)
                                .containsExactlyElementsOf(expected));
    }

    @Test
    void allProblemsOfAllFilesAreReportedTogether(@TempDir Path together) throws IOException {
        for (String each : List.of("malformed-host-name", "imap-by-starttls", "unknown-tls-word", "unknown-engine")) {
            Path folder = folders().stream()
                    .filter(path -> path.toString().endsWith(each))
                    .findFirst()
                    .orElseThrow();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                    Files.copy(file, together.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.copy(
                BROKEN.resolve("03-unknown-element").resolve("smtpserver.xml"),
                together.resolve("smtpserver.xml"),
                StandardCopyOption.REPLACE_EXISTING);

        LoadResult loaded = ConfigurationLoader.load(together, ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN);

        assertThat(((LoadResult.Invalid) loaded).problems())
                .extracting(problem -> problem.position().toString())
                .containsExactly("imapserver.xml:5", "sekisho.xml:3", "smtpserver.xml:6", "tls.xml:3");
    }
}
