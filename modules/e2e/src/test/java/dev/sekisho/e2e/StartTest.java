// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts on every Java of this machine, and with a class archive in every state. */
class StartTest {
    private static final int OLDEST = 17;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("javas")
    void keepsThePolicyOfItsPortsOnEveryJavaFrom17On(Path java) throws Exception {
        try (Installation sekisho = Installation.unpack(folder).run(java.toString())) {
            System.out.println(java + ": all ports open after " + millis(sekisho) + " ms, without a class archive");

            Command.Result proof = sekisho.sekisho(
                            "prove", "587", "--port-offset", Integer.toString(sekisho.offset()), "--without-login")
                    .run();

            assertThat(proof.exit()).as(proof.all()).isZero();
            assertThat(sekisho.console()).doesNotContain("WARNING: ");
            // Its end would write an archive, with which the other test deals.
            sekisho.kill();
        }
    }

    @Test
    void makesAClassArchiveUsesItAndDoesWithoutABrokenOne() throws Exception {
        try (Installation sekisho = Installation.unpack(folder)) {
            Path archives = sekisho.home().resolve("var/cds");

            long first = startAndStop(sekisho);
            assertThat(names(archives)).singleElement().asString().endsWith(".jsa.new");

            long second = startAndStop(sekisho);
            assertThat(names(archives)).hasSize(2).first().asString().endsWith(".jsa");
            System.out.println("all ports open: at the first start after " + first + " ms, with a class archive after "
                    + second + " ms");

            Path archive = archives.resolve(names(archives).get(0));
            byte[] whole = Files.readAllBytes(archive);
            Files.delete(archive);
            Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
            startAndStop(sekisho);
            assertThat(names(archives))
                    .as("the damaged one is gone, and a new one made")
                    .singleElement()
                    .asString()
                    .endsWith(".jsa.new");
        }
    }

    private static long startAndStop(Installation sekisho) throws Exception {
        sekisho.run();
        long millis = millis(sekisho);
        assertThat(sekisho.stop()).as("ended by SIGTERM").isEqualTo(128 + 15);
        return millis;
    }

    private static long millis(Installation sekisho) throws IOException {
        return sekisho.status().path("startupMillis").asLong();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<Path> javas() throws IOException {
        Path installed = Path.of("/usr/lib/jvm");
        Stream<Path> all = Files.isDirectory(installed) ? Files.list(installed) : Stream.of();
        try (all) {
            List<Path> found = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), all)
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .map(StartTest::real)
                    .distinct()
                    .filter(home -> feature(home).orElse(0) >= OLDEST)
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Integer> feature(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException unknown) {
            return Optional.empty();
        }
        String version = release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Optional.of(Integer.parseInt(version.replaceAll("[^0-9].*$", "")));
    }
}
