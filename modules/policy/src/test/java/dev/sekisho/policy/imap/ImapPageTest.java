// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/imap.md} lists the extensions that CAPABILITY lists, each with its RFC. */
class ImapPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "imap.md");

    @Test
    void thePageHasEveryCapabilityAndNoOther() throws IOException {
        ImapCheckpoint checkpoint = new ImapCheckpoint(BuiltInPolicies.IMAPS);
        Stream<String> listed =
                checkpoint.capabilities(ImapState.connected(true).afterAuth()).stream();

        assertThat(rows().flatMap(row -> Stream.of(row.get(0).split(", "))))
                .containsExactlyInAnyOrderElementsOf(
                        listed.map(name -> name.replaceFirst("^APPENDLIMIT=.*", "APPENDLIMIT"))
                                .toList());
    }

    @Test
    void eachRowNamesItsRfc() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> assertThat(row.get(1)).matches("[0-9]{4}(, [0-9]{4})*"));
    }

    /** The cells of each row of the table of extensions. */
    private static Stream<List<String>> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Extensions"))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
    }
}
