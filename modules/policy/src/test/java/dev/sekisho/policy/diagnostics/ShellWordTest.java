// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"taro@example.org", "o'neil@example.org", "`id`@example.org", "$HOME '\"\\ !", "''", "-n; ls"})
    void aShellReadsTheTextAgain(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s' " + ShellWord.of(text)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void anAddressThatNeedsNoQuotesHasNone() {
        assertThat(ShellWord.of("taro+x@example.org")).isEqualTo("taro+x@example.org");
    }
}
