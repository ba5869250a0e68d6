// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
    /** SHA-256 of the three octets "abc" (FIPS 180-4's example). */
    private static final String ABC = "sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

    @Test
    void isTheSha256OfTheKeysDer() {
        assertThat(Pin.ofSpki("abc".getBytes(StandardCharsets.US_ASCII))).hasToString(ABC);
    }

    @Test
    void isTheSameForTheSameKey() throws NoSuchAlgorithmException {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        assertThat(Pin.ofSpki(keys.getPublic().getEncoded()))
                .isEqualTo(Pin.ofSpki(keys.getPublic().getEncoded()));
    }

    @Property
    void isReadBackFromItsText(@ForAll @Size(max = 64) byte[] key) {
        Pin pin = Pin.ofSpki(key);
        assertThat(Pin.parse(pin.toString())).contains(pin);
    }

    @Property
    void anyOtherTextIsNoPin(@ForAll String text) {
        assertThat(Pin.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256/",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
                "sha1/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
                "SHA256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
                "sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
                "sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=",
                "sha256/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
                "sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIA",
                " sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
            })
    void oneKeyHasOneSpelling(String text) {
        assertThat(Pin.parse(text)).isEqualTo(Optional.empty());
    }
}
