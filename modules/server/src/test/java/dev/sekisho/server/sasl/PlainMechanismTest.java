// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMechanismTest {
    private static final SaslMechanism PLAIN = new PlainMechanism();

    @Test
    void readsPlain() {
        assertThat(answer(base64("\0alice@example.org\0pass word"), false))
                .isEqualTo(new SaslStep.Check(new PasswordCredentials("alice@example.org", "pass word")));
        assertThat(answer(base64("alice@example.org\0alice@example.org\0p"), false))
                .isEqualTo(new SaslStep.Check(new PasswordCredentials("alice@example.org", "p")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob\0alice\0p", "\0alice\0", "\0\0p", "\0alice", "\0alice\0p\0q", ""})
    void refusesWhatIsNotPlainOrActsAsAnother(String message) {
        assertThat(answer(base64(message), false)).isEqualTo(new SaslStep.Malformed());
    }

    @Test
    void namesWhomAUserActsForWhereTheProtocolAllowsIt() {
        assertThat(answer(base64("bob\0alice\0p"), true))
                .isEqualTo(new SaslStep.Check(new PasswordCredentials("alice", "p", Optional.of("bob"))));
    }

    @Test
    void refusesWhatIsNotBase64OfUtf8() {
        assertThat(answer("%%%", false)).isEqualTo(new SaslStep.Malformed());
        assertThat(answer(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, (byte) 0xfe}), false))
                .isEqualTo(new SaslStep.Malformed());
    }

    @Test
    void isGivenUpWithAnAsterisk() {
        assertThat(answer("*", false)).isEqualTo(new SaslStep.Cancelled());
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(new PasswordCredentials("alice", "sesame")).asString().doesNotContain("sesame");
    }

    private static SaslStep answer(String response, boolean actsForOthers) {
        return new SaslDialogue(PLAIN, actsForOthers, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .begin(response);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
