// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.pin;

import java.util.Optional;

/** Hints for common errors where a pin is expected. */
public final class PinHints {
    private static final String BASE64_OF_32_BYTES = "[A-Za-z0-9+/]{43}=";
    private static final String HEX_OF_32_BYTES = "(?i)(sha-?256[:=/ ])?([0-9a-f]{2}:?){31}[0-9a-f]{2}";

    private PinHints() {}

    public static Optional<String> in(String text) {
        if (text.matches(BASE64_OF_32_BYTES)) {
            return Optional.of("write sha256/ before it");
        }
        if (text.matches("(?i)sha-?256(//|[:= ])" + BASE64_OF_32_BYTES)
                || text.matches("(?i)sha-?256/" + BASE64_OF_32_BYTES)) {
            return Optional.of("write sha256/ before the base64, in small letters and with one slash");
        }
        return text.matches(HEX_OF_32_BYTES)
                ? Optional.of("write it in base64, and of the key: this looks like the fingerprint of a certificate;"
                        + " 'sekisho pin add NAME FILE' reads the key of one")
                : Optional.empty();
    }
}
