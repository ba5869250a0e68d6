// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AttemptedUserNameTest {
    @Test
    void isTheNameAndNeverThePassword() {
        assertThat(AttemptedUserName.inPlain(plain("\0Alice@example.org\0secret")))
                .isEqualTo("alice@example.org");
        assertThat(AttemptedUserName.inPlain(plain("bob\0alice@example.org\0secret")))
                .isEqualTo("alice@example.org");
        assertThat(AttemptedUserName.inPlain(plain("secret"))).isEqualTo(AttemptedUserName.UNKNOWN);
        assertThat(AttemptedUserName.inPlain("no base64!")).isEqualTo(AttemptedUserName.UNKNOWN);
    }

    @Test
    void isOneWordOfTheLog() {
        assertThat(AttemptedUserName.inPlain(plain("\0a\r\nb c\0x"))).isEqualTo("a??b?c");
        assertThat(AttemptedUserName.inPlain(plain("\0" + "a".repeat(500) + "\0x")))
                .hasSize(103);
    }

    private static String plain(String response) {
        return Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
    }
}
