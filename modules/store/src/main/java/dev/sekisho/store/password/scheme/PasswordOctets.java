// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A password as the schemes of other systems take it. */
final class PasswordOctets {
    /** As in libxcrypt: some schemes cost in proportion to the length, too. */
    static final int MOST = 512;

    private PasswordOctets() {}

    /** The UTF-8 of a password; empty if it is longer than those systems take. */
    static Optional<byte[]> of(String password) {
        byte[] octets = password.getBytes(StandardCharsets.UTF_8);
        return octets.length > MOST ? Optional.empty() : Optional.of(octets);
    }

    /** Compares in a time that depends on the length alone. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** A number of at most nine digits; empty if it is more than allowed, or 0. */
    static Optional<Integer> upTo(int most, String digits) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number < 1 || number > most ? Optional.empty() : Optional.of(number);
    }

    static IllegalArgumentException tooDear(String scheme, String what, long most) {
        return new IllegalArgumentException("a stored password of " + scheme
                + " costs more than is spent on a login: at most " + most + " " + what + " are expected");
    }
}
