// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a port does is asked of its policy's rules and limits: no code knows a policy by its name, so that a new one needs its entry alone. */
class PolicyNamesTest {
    private static final Path MODULES = Path.of("..");
    private static final String ENTRIES = "BuiltInPolicies.java";
    private static final Pattern CONSTANT = Pattern.compile("BuiltInPolicies\\.[A-Z][A-Z0-9_]*\\b");
    private static final Pattern COMPARED =
            Pattern.compile("[pP]olicy(\\(\\))?\\s*\\.name(\\(\\))?\\s*\\.(equals|matches|startsWith|contains)");
    private static final Pattern COMPARED_WITH =
            Pattern.compile("\\.equals(IgnoreCase)?\\([^;)]*[pP]olicy(\\(\\))?\\s*\\.name\\b");
    private static final Pattern NAME_COMPARED =
            Pattern.compile("\\bname(\\(\\))?\\s*\\.(equals|matches|startsWith|contains)");

    @Test
    void noCodeButTheEntriesNamesABuiltInPolicy() {
        assertThat(sources())
                .filteredOn(file -> !file.endsWith(ENTRIES))
                .allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(CONSTANT));
    }

    @Test
    void noCodeComparesAPolicysName() {
        assertThat(sources())
                .filteredOn(file -> !file.endsWith(ENTRIES))
                .allSatisfy(file ->
                        assertThat(read(file)).doesNotContainPattern(COMPARED).doesNotContainPattern(COMPARED_WITH));
    }

    @Test
    void noPolicyComparesItsOwnName() {
        assertThat(sources())
                .filteredOn(file -> file.endsWith("PortPolicy.java"))
                .hasSize(1)
                .allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(NAME_COMPARED));
    }

    @Test
    void noCodeHasTheNameOfAPolicyAsText() {
        List<String> names = BuiltInPolicies.all().stream()
                .map(policy -> ".equals(\"" + policy.name() + "\")")
                .toList();

        assertThat(sources()).allSatisfy(file -> assertThat(read(file)).doesNotContain(names));
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(MODULES)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file -> !file.toString().contains("/benchmarks/"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
