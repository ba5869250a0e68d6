// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern REFUSAL = Pattern.compile("refuse (\\d+) ");

    private static Set<Integer> codes(Predicate<ExitCode> which) {
        return Arrays.stream(ExitCode.values())
                .filter(which)
                .map(ExitCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theUnitOfTheGuideStartsNothingAgainThatWouldEndTheSame() throws IOException {
        String line = Files.readAllLines(ROOT.resolve("docs/guide.md")).stream()
                .filter(each -> each.startsWith("RestartPreventExitStatus="))
                .findFirst()
                .orElseThrow();
        Set<Integer> prevented = Arrays.stream(
                        line.substring(line.indexOf('=') + 1).split(" "))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        assertThat(prevented).isEqualTo(codes(exit -> !exit.passes()));
    }

    @Test
    void theGuideListsThemAll() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guide.md"));
        assertThat(codes(exit -> true)).allSatisfy(code -> assertThat(guide).contains("\n| " + code + " | "));
    }

    @Test
    void theScriptHasNoOthers() throws IOException {
        String script = Files.readString(ROOT.resolve("distribution/src/bin/sekisho"));
        Set<Integer> used = REFUSAL.matcher(script)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .collect(Collectors.toSet());
        assertThat(used).isNotEmpty().isSubsetOf(codes(exit -> true));
        assertThat(script).doesNotContainPattern("exit \\d");
    }
}
