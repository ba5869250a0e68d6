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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of the architecture, the recipes and the decisions name classes that exist, and the map all modules with what they use. */
class DeveloperPagesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern MODULE = Pattern.compile("(?m)^\\| `(?:modules/)?([a-z0-9-]+)` \\|");

    private static final Pattern WORD = Pattern.compile("`([a-z0-9-]+)`");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>(?:dev\\.sekisho|\\$\\{project\\.groupId})</groupId>\\s*<artifactId>sekisho-([a-z0-9-]+)<");
    /** Names of James, of the JDK and of others that the decisions mention, and values of XML. */
    private static final Set<String> OF_OTHERS = Set.of(
            "HeloHook", "JamesMessageHook", "MailHook", "RcptHook", "Error", "UseSTD3ASCIIRules", "ServiceLoader");

    @ParameterizedTest
    @CsvSource({"docs/architecture.md, 50", "CONTRIBUTING.md, 25"})
    void nameClassesThatExist(String page, int atLeast) throws IOException {
        Set<String> named = found(CLASS, page);
        named.remove(Duration.class.getSimpleName());

        assertThat(named).hasSizeGreaterThan(atLeast);
        assertThat(classes()).containsAll(named);
    }

    @Test
    void decisionsNameClassesThatExist() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/decisions"))) {
            for (Path page : pages.sorted().toList()) {
                Set<String> named = found(CLASS, ROOT.relativize(page).toString());
                named.removeAll(OF_OTHERS);
                assertThat(classes()).as(page.toString()).containsAll(named);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modulesWithPom")
    void theMapSaysWhatAModuleUses(String module) throws IOException {
        Set<String> used = DEPENDENCY
                .matcher(
                        Files.readString(ROOT.resolve("modules").resolve(module).resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        String row = Files.readAllLines(ROOT.resolve("docs/architecture.md")).stream()
                .filter(line -> line.startsWith("| `" + module + "` |"))
                .findFirst()
                .orElseThrow();
        String[] cells = row.split("\\|");
        assertThat(WORD.matcher(cells[cells.length - 1]).results().map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void thePageOfTheStoreHasItsPackages() throws IOException {
        Set<String> packages;
        try (Stream<Path> entries = Files.list(ROOT.resolve("modules/store/src/main/java/dev/sekisho/store"))) {
            packages = entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(found(MODULE, "docs/store.md")).containsAll(packages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/architecture.md", "CONTRIBUTING.md"})
    void nameTheModulesThatExist(String page) throws IOException {
        Set<String> modules = modulesWithPom();

        assertThat(modules).isNotEmpty();
        assertThat(found(MODULE, page)).containsAll(modules);
    }

    static Set<String> modulesWithPom() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT.resolve("modules"))) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
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
