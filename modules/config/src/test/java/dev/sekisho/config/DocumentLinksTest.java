// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the links between the documents of the repository. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern LINK = Pattern.compile("\\]\\((?<target>[^)\\s]+)\\)");
    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");
    private static final Pattern NUMBERED = Pattern.compile("[0-9]{4}-.*\\.md");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of("target", ".git")
                            .noneMatch(folder -> ROOT.relativize(file).startsWith(folder)
                                    || file.toString().contains("/" + folder + "/")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkPointsAtWhatIsThere(Path document) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(document))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !OUTSIDE.matcher(target).matches())
                .toList();

        assertThat(targets)
                .allSatisfy(target -> assertThat(leads(document, target))
                        .as(document + " links to " + target)
                        .isTrue());
    }

    @Test
    void everyDecisionHasItsNumber() throws IOException {
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs").resolve("decisions"))) {
            List<String> names = decisions
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
            assertThat(names).allMatch(name -> NUMBERED.matcher(name).matches());
            assertThat(names.stream().map(name -> name.substring(0, 4)).distinct())
                    .hasSameSizeAs(names);
        }
    }

    private static boolean leads(Path document, String target) {
        int fragment = target.indexOf('#');
        String path = fragment < 0 ? target : target.substring(0, fragment);
        Path file = path.isEmpty() ? document : document.resolveSibling(path);
        return Files.exists(file) && (fragment < 0 || headings(file).contains(target.substring(fragment + 1)));
    }

    /** The anchors that GitHub gives to headings. */
    private static List<String> headings(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ +", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
