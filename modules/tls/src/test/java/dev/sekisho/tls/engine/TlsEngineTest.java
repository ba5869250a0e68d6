// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsEngineTest {
    @Test
    void boringSslLoadsHereAndIsChosen() {
        assertThat(TlsEngine.choose("auto")).isEqualTo(TlsEngine.BORINGSSL);
        assertThat(TlsEngine.BORINGSSL.description()).contains("BoringSSL");
    }

    @Test
    void theJdksCanBeForced() {
        assertThat(TlsEngine.choose("jdk")).isEqualTo(TlsEngine.JDK);
        assertThat(TlsEngine.JDK.description()).startsWith("JDK ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openssl", "jdk ", "none"})
    void anUnknownEngineIsNotTakenForAnother(String name) {
        assertThatThrownBy(() -> TlsEngine.choose(name)).hasMessageContaining("use auto, boringssl or jdk");
    }
}
