// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/log.md} has all events and keys, as the tables of the code have them, and an example of each that is one. */
class LogReferenceTest {
    private static List<String> lines() throws Exception {
        return Files.readAllLines(Path.of("../../docs/log.md"));
    }

    @Test
    void hasTheTableOfEvents() throws Exception {
        assertThat(lines())
                .containsSubsequence(Arrays.stream(LogEvent.values())
                        .map(event -> "| `" + event.text() + "` | " + event.meaning() + " | "
                                + event.keys().stream()
                                        .map(key -> "`" + key.text() + "`")
                                        .collect(Collectors.joining(" "))
                                + " |")
                        .toList());
    }

    @Test
    void hasTheTableOfKeys() throws Exception {
        assertThat(lines())
                .containsSubsequence(Arrays.stream(LogKey.values())
                        .map(key -> "| `" + key.text() + "` | " + key.meaning() + " |")
                        .toList());
    }

    @Test
    void hasAnExampleOfEachEvent() throws Exception {
        List<LogLine> examples = lines().stream()
                .filter(line -> line.startsWith(LogLine.BEGIN))
                .map(LogLine::parse)
                .flatMap(Optional::stream)
                .toList();
        assertThat(examples).extracting(LogLine::event).containsExactly(LogEvent.values());
        assertThat(lines().stream().filter(line -> line.startsWith(LogLine.BEGIN)))
                .containsExactlyElementsOf(
                        examples.stream().map(LogLine::toString).toList());
    }
}
