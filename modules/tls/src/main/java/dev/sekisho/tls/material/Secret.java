// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.util.Arrays;

/** Characters that must not be shown: a password of a key. It never prints, in a log, an exception or a debugger's {@code toString}. */
public final class Secret {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /** A secret of a copy of the characters given. */
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    /** A secret of the characters given. */
    public static Secret of(String characters) {
        return new Secret(characters.toCharArray());
    }

    /** A copy of the characters, for the one place that needs them. */
    public char[] reveal() {
        return characters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(secret.characters, characters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(characters);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
