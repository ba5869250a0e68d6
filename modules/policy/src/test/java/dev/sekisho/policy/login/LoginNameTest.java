// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {
    private static final Optional<String> DOMAIN = Optional.of("example.org");

    @Test
    void aNameWithoutADomainIsCompleted() {
        assertThat(LoginName.complete("taro", DOMAIN)).isEqualTo("taro@example.org");
    }

    @Test
    void aNameStaysWithoutADomainWhereNoneCompletesIt() {
        assertThat(LoginName.complete("taro", Optional.empty())).isEqualTo("taro");
    }

    @Test
    void aDomainThatIsWrittenIsKept() {
        assertThat(LoginName.complete("taro@example.com", DOMAIN)).isEqualTo("taro@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "taro@", "@", "taro hanako", "taro\r\n", "taro@example.com@example.net", "a\0b"})
    void whatIsNoAddressStaysAsItIs(String written) {
        assertThat(LoginName.complete(written, DOMAIN)).isEqualTo(written);
    }

    @Test
    void aNameOfAMegabyteStaysAsItIs() {
        String written = "t".repeat(1_000_000);

        assertThat(LoginName.complete(written, DOMAIN)).isEqualTo(written);
    }
}
