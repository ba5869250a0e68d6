// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMechanismTest {
    private static final SaslMechanism PLAIN = new PlainMechanism();

    @Test
    void readsPlain() {
        assertThat(answer(base64("\0alice@example.org\0pass word")))
                .isEqualTo(new SaslStep.Check(new PasswordCredentials("alice@example.org", "pass word")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0alice\0", "\0\0p", "\0alice", "\0alice\0p\0q", ""})
    void refusesWhatIsNotPlain(String message) {
        assertThat(answer(base64(message))).isEqualTo(new SaslStep.Malformed());
    }

    @Test
    void namesWhomAUserWantsToActFor() {
        assertThat(answer(base64("bob\0alice\0p")))
                .isEqualTo(new SaslStep.Check(new PasswordCredentials("alice", "p", Optional.of("bob"))));
    }

    @Test
    void refusesWhatIsNotBase64OfUtf8() {
        assertThat(answer("%%%")).isEqualTo(new SaslStep.Malformed());
        assertThat(answer(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, (byte) 0xfe})))
                .isEqualTo(new SaslStep.Malformed());
    }

    @Test
    void isGivenUpWithAnAsterisk() {
        assertThat(answer("*")).isEqualTo(new SaslStep.Cancelled());
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(new PasswordCredentials("alice", "sesame")).asString().doesNotContain("sesame");
    }

    private static SaslStep answer(String response) {
        SaslChannel channel =
                new SaslChannel(Protocol.SMTP, "mx.example.org", Optional.empty(), Optional.empty(), List.of());
        return new SaslDialogue(PLAIN, channel, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .begin(response);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
