// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the hashes of other systems: {@code {SCHEME}hash} as Dovecot and LDAP write them, or the hash alone where its beginning names the scheme. */
public final class ForeignHashReader {
    /** Longer text is no hash. */
    public static final int LONGEST = 1_024;

    private static final Pattern BRACES = Pattern.compile("\\{([A-Z0-9-]{1,20})}(.*)");
    private static final List<Function<String, Optional<ForeignHash>>> FORMS = List.of(
            ShaCryptHash::find,
            BcryptHash::find,
            Argon2Hash::find,
            Pbkdf2Hash::findFormer,
            SaltedDigestHash::find,
            Pbkdf2Hash::findDovecot,
            JamesHash::find);

    private ForeignHashReader() {}

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException if it is of no scheme that can be verified, is malformed, or would cost more than it may; the message names
     *     the scheme and does not repeat the hash; what to do depends on whether there is an account of it yet
     */
    public static ForeignHash read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a stored password of more than " + LONGEST + " characters is no hash");
        }
        String hash = withoutCryptScheme(text);
        UnverifiableScheme.of(hash).ifPresent(scheme -> {
            throw new IllegalArgumentException(scheme.words());
        });
        return FORMS.stream()
                .map(form -> form.apply(hash))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a stored password is of no known form; expected one of"
                        + " {SHA512-CRYPT}, {SHA256-CRYPT}, {BLF-CRYPT}, {SSHA}, {SSHA256}, {SSHA512}, {PBKDF2}, {ARGON2ID}, {JAMES}"
                        + " with a whole hash behind it"));
    }

    /** These schemes are named by the hash, too. */
    private static String withoutCryptScheme(String text) {
        Matcher braces = BRACES.matcher(text);
        if (!braces.matches()) {
            return text;
        }
        return switch (braces.group(1)) {
            case "CRYPT", "SHA512-CRYPT", "SHA256-CRYPT", "BLF-CRYPT", "ARGON2ID" ->
                braces.group(2).startsWith("$") ? braces.group(2) : text;
            default -> text;
        };
    }
}
