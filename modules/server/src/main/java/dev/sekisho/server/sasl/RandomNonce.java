// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/** What a server says once, so that nothing that was overheard can be said again. */
public final class RandomNonce {
    private static final int OCTETS = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomNonce() {}

    /** A new one: 24 letters, digits, hyphens and underscores of ASCII. */
    public static String next() {
        byte[] octets = new byte[OCTETS];
        RANDOM.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
