// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.log.LogWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The fixed words of the log are those of {@code docs/log.md}: to change one there is to break the scripts of operators. */
class LogWordsTest {
    private static final Pattern WORD = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void aRefusalOfThePolicyHasTheWordOfThePage() throws IOException {
        assertThat(Arrays.stream(SmtpRefusal.values()).map(SmtpRefusal::word))
                .containsExactlyElementsOf(words(": the policy refused |"));
    }

    @Test
    void everyOtherRefusalHasAWordOfThePage() throws IOException {
        Set<String> others = new TreeSet<>(SmtpReplies.words());
        Arrays.stream(SmtpRefusal.values()).map(SmtpRefusal::word).forEach(others::remove);
        others.addAll(Set.of("handler", "other"));
        assertThat(words(": something else |")).containsExactlyInAnyOrderElementsOf(others);
    }

    /** A reply is looked up by its codes and text, so that two refusals with the same ones would have one word. */
    @Test
    void noTwoRefusalsHaveOneReply() {
        assertThat(Arrays.stream(SmtpRefusal.values()).map(SmtpRefusal::reply)).doesNotHaveDuplicates();
    }

    @Test
    void anEndingHasTheWordOfThePage() throws IOException {
        assertThat(Arrays.stream(EndReason.values()).map(LogWord::word))
                .containsExactlyElementsOf(words("| `ending` | `finished`"));
    }

    private static List<String> words(String row) throws IOException {
        String line = Files.readAllLines(Path.of("../../docs/log.md")).stream()
                .filter(each -> each.contains(row))
                .findFirst()
                .orElseThrow();
        return WORD.matcher(line.substring(line.indexOf("|", 2)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
