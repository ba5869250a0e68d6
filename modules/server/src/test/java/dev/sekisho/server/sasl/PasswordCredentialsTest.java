// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordCredentialsTest {
    @Test
    void readsPlain() {
        assertThat(PasswordCredentials.ofPlain(base64("\0alice@example.org\0pass word")))
                .contains(new PasswordCredentials("alice@example.org", "pass word"));
        assertThat(PasswordCredentials.ofPlain(base64("alice@example.org\0alice@example.org\0p")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob\0alice\0p", "\0alice\0", "\0\0p", "\0alice", "\0alice\0p\0q", ""})
    void refusesWhatIsNotPlainOrActsAsAnother(String message) {
        assertThat(PasswordCredentials.ofPlain(base64(message))).isEmpty();
    }

    @Test
    void refusesWhatIsNotBase64OfUtf8() {
        assertThat(PasswordCredentials.ofPlain("%%%")).isEmpty();
        assertThat(PasswordCredentials.decode(
                        Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, (byte) 0xfe})))
                .isEmpty();
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(new PasswordCredentials("alice", "sesame")).asString().doesNotContain("sesame");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
