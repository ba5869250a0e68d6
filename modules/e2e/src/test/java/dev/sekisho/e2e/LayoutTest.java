// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the zip, and what is not. */
class LayoutTest {
    private static Path home;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws Exception {
        Command.Result unzip = Command.of("unzip", "-q", System.getProperty("sekisho.zip"), "-d", folder.toString())
                .run();
        assertThat(unzip.exit()).as(unzip.all()).isZero();
        assertThat(list(folder)).as("top folders in the zip").hasSize(1);
        home = list(folder).get(0);
    }

    @Test
    void hasTheFoldersThatTheGuideNames() throws IOException {
        assertThat(names(home))
                .contains("bin", "conf", "docs", "extensions-jars", "lib", "CHANGELOG.md", "LICENSE", "NOTICE")
                .contains("README.md", "README.ja.md", "CONTRIBUTING.md", "SECURITY.md")
                .doesNotContain("var", "target", "modules");
        assertThat(home.resolve("bin/sekisho")).isExecutable();
    }

    @Test
    void holdsNothingThatOnlyTestsUse() throws IOException {
        assertThat(names(home.resolve("lib")))
                .noneMatch(name ->
                        name.matches("(junit|assertj|jqwik|archunit|awaitility|mockito|opentest4j|testcontainers).*"))
                .noneMatch(name -> name.contains("-tests") || name.contains("-test-"));
    }

    @Test
    void holdsNoneOfTheLibrariesThatAreLeftOut() throws IOException {
        assertThat(names(home.resolve("lib")))
                .noneMatch(name -> name.contains("jdk15on"))
                .noneMatch(name ->
                        name.matches("(activemq|derby|jetty|log4j-core|log4j-1|reactor-netty|amqp|cassandra).*"))
                .noneMatch(
                        name -> name.matches(
                                "(james-server-webadmin|james-server-jmap|protocols-imap|james-server-guice-imap|javax\\.mail-1).*"));
    }

    @Test
    void holdsOneVersionOfEachLibrary() throws IOException {
        Map<String, List<String>> versions = new HashMap<>();
        for (String name : names(home.resolve("lib"))) {
            String natives = name.replaceAll(".*-(linux|osx|windows)-[a-z0-9_]+\\.jar$", "$1")
                            .equals(name)
                    ? ""
                    : name;
            versions.computeIfAbsent(name.replaceAll("-[0-9][^-]*.*$", "") + natives, key -> new ArrayList<>())
                    .add(name);
        }
        assertThat(versions.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    @Test
    void holdsEveryClassOnce() throws IOException {
        Map<String, List<String>> holders = new HashMap<>();
        for (Path library : list(home.resolve("lib"))) {
            try (JarFile jar = new JarFile(library.toFile())) {
                jar.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.endsWith("module-info.class") && !name.startsWith("META-INF/"))
                        .forEach(name -> holders.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(library.getFileName().toString()));
            }
        }
        Map<String, String> twice = new HashMap<>();
        holders.forEach((name, jars) -> {
            if (jars.size() > 1) {
                twice.put(String.join(" ", jars), name);
            }
        });
        assertThat(twice).as("jars that share classes, and one of the classes").isEmpty();
    }

    @Test
    void makesOnlyTheScriptExecutable() throws IOException {
        try (var files = Files.walk(home)) {
            assertThat(files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)))
                    .containsExactly(home.resolve("bin/sekisho"));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(file -> file.getFileName().toString()).toList();
    }
}
