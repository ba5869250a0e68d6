// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final byte[] SALT = "salt567890123456".getBytes(StandardCharsets.UTF_8);

    /** The value is what {@code hashlib.pbkdf2_hmac('sha512', ...)} of Python says. */
    @Test
    void isPbkdf2WithHmacSha512() {
        assertThat(PasswordHash.of("pässword", 1000, SALT, PasswordHash::derive).asString())
                .isEqualTo(
                        "$pbkdf2-sha512$i=1000$c2FsdDU2Nzg5MDEyMzQ1Ng$slsS47L2tlmK1JEsvtCRwXx8Y3Iw+Dm3P9WcJcgOEBqLS/KMSgnQIJaZ7+hLHEOXKjd04lkqmLOxDePgaHA4SA");
    }

    @Test
    void matchesAfterBeingWrittenAndRead() {
        PasswordHash read = PasswordHash.parse(
                PasswordHash.of("secret", 3, SALT, PasswordHash::derive).asString());
        assertThat(read.iterations()).isEqualTo(3);
        assertThat(read.matches("secret", PasswordHash::derive)).isTrue();
        assertThat(read.matches("secret ", PasswordHash::derive)).isFalse();
    }

    @Test
    void neverPrintsItself() {
        assertThat(PasswordHash.of("secret", 3, SALT, PasswordHash::derive)).hasToString("PasswordHash[iterations=3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "$pbkdf2-sha512$i=0$c2FsdHNhbHQ$x", "$pbkdf2-sha256$i=3$c2FsdHNhbHQ$eA"})
    void anotherFormIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is not of the form $pbkdf2-sha512$i=...$salt$hash");
    }
}
