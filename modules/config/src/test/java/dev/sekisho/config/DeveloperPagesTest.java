// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of the architecture and the recipes name classes that exist, and the map all modules. */
class DeveloperPagesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern MODULE = Pattern.compile("(?m)^\\| `(?:modules/)?([a-z0-9-]+)` \\|");

    @ParameterizedTest
    @CsvSource({"docs/architecture.md, 50", "CONTRIBUTING.md, 25"})
    void nameClassesThatExist(String page, int atLeast) throws IOException {
        Set<String> named = found(CLASS, page);
        named.remove(Duration.class.getSimpleName());

        assertThat(named).hasSizeGreaterThan(atLeast);
        assertThat(classes()).containsAll(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/architecture.md", "CONTRIBUTING.md"})
    void nameTheModulesThatExist(String page) throws IOException {
        Set<String> modules;
        try (Stream<Path> entries = Files.list(ROOT.resolve("modules"))) {
            modules = entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(modules).isNotEmpty();
        assertThat(found(MODULE, page)).containsAll(modules);
    }

    private static Set<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
            return files.filter(file -> file.toString().contains("/java/"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
