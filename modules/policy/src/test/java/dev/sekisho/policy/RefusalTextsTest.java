// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.smtp.SmtpRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The recipe "Change a reply": the text of a refusal stands in one place, so that the server, {@code explain} and {@code prove} change with it. */
class RefusalTextsTest {
    @Test
    void noOtherPlaceHasTheTextOfAnSmtpRefusal() {
        assertAlone(
                "/smtp/",
                "SmtpRefusal.java",
                Arrays.stream(SmtpRefusal.values())
                        .map(refusal -> refusal.reply().text())
                        .toList());
    }

    @Test
    void noOtherPlaceHasTheLineOfAPop3Refusal() {
        assertAlone(
                "/src/main/",
                "Pop3Refusal.java",
                Arrays.stream(Pop3Refusal.values()).map(Pop3Refusal::reply).toList());
    }

    @Test
    void noOtherPlaceHasTheLineOfAnImapRefusal() {
        assertAlone(
                "/src/main/",
                "ImapRefusal.java",
                Arrays.stream(ImapRefusal.values()).map(ImapRefusal::reply).toList());
    }

    private static void assertAlone(String folder, String home, List<String> texts) {
        List<Path> sources = sources(folder);
        assertThat(sources).anyMatch(file -> file.endsWith(home));
        assertThat(sources)
                .filteredOn(file -> !file.endsWith(home))
                .allSatisfy(file -> assertThat(texts)
                        .noneMatch(text -> read(file).contains("\"" + text.replace("\"", "\\\"") + "\"")));
    }

    private static List<Path> sources(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file -> file.toString().contains(folder))
                    .toList();
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
