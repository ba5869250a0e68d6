// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.PortOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands are run as they stand there. */
class ReadmeTest {
    private static final String MARK = "<!-- These commands are run by a test, in this order. -->";
    private static final String OFFSET = "--port-offset 10000";

    @TempDir
    Path folder;

    @Test
    void whatIsToBeTypedByHandWorks() throws Exception {
        Path zip = Path.of(System.getProperty("sekisho.zip")).normalize();
        Files.createSymbolicLink(folder.resolve(zip.getFileName()), zip);
        int offset = PortOffsets.fresh();
        String typed = String.join("\n", byHand(readme("README.md"))).replace(OFFSET, "--port-offset " + offset);
        Path script = Files.writeString(folder.resolve("typed"), "cd '" + folder + "'\n" + typed + "\n");

        Command.Result result = Command.of("sh", "-eu", script.toString()).run();

        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Test
    void theJapaneseReadmeHasTheSameCommandsAndPorts() throws IOException {
        assertThat(blocks(readme("README.ja.md"))).isEqualTo(blocks(readme("README.md")));
        assertThat(ports(readme("README.ja.md"))).isEqualTo(ports(readme("README.md")));
    }

    @Test
    void everyCommandIsRunBySomething() throws IOException {
        List<String> elsewhere = List.of("bin/quickstart", "bin/verify");
        List<String> tested = byHand(readme("README.md"));
        assertThat(blocks(readme("README.md")))
                .allSatisfy(command -> assertThat(tested.contains(command) || elsewhere.contains(command))
                        .as(command)
                        .isTrue());
    }

    private static String readme(String name) throws IOException {
        return Files.readString(Path.of("../..").resolve(name));
    }

    private static List<String> byHand(String page) {
        return blocks(page.substring(page.indexOf(MARK)));
    }

    /** The lines of all blocks of commands. */
    private static List<String> blocks(String page) {
        boolean[] inside = {false};
        return page.lines()
                .filter(line -> {
                    boolean fence = line.startsWith("```");
                    inside[0] = fence ? line.equals("```sh") : inside[0];
                    return inside[0] && !fence;
                })
                .toList();
    }

    /** Port and policy of the rows of the table of ports. */
    private static List<String> ports(String page) {
        return page.lines()
                .filter(line -> line.matches("\\| \\d+ \\| `.*"))
                .map(line -> line.replaceFirst("^(\\| \\d+ \\| `[a-z0-9]+`).*$", "$1"))
                .toList();
    }
}
