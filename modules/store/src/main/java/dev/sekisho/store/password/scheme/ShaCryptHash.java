// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/** SHA-crypt of glibc: {@code $5$} with SHA-256 and {@code $6$} with SHA-512, and optionally {@code rounds=N$}. */
final class ShaCryptHash implements ForeignHash {
    /** About half a second. */
    static final int MOST_ROUNDS = 2_000_000;

    private static final Pattern FORM = Pattern.compile(
            "(\\$([56])\\$(?:rounds=([0-9]+)\\$)?[^$:\\n\\r]{0,16})\\$([./A-Za-z0-9]{43}|[./A-Za-z0-9]{86})");
    private static final int SHA256_LENGTH = 43;

    private final String text;
    private final String setting;
    private final boolean sha512;

    private ShaCryptHash(String text, String setting, boolean sha512) {
        this.text = text;
        this.setting = setting;
        this.sha512 = sha512;
    }

    static Optional<ForeignHash> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean sha512 = form.group(2).equals("6");
        if (sha512 == (form.group(4).length() == SHA256_LENGTH)) {
            return Optional.empty();
        }
        if (form.group(3) != null
                && PasswordOctets.upTo(MOST_ROUNDS, form.group(3)).isEmpty()) {
            throw PasswordOctets.tooDear(scheme(sha512), "rounds", MOST_ROUNDS);
        }
        return Optional.of(new ShaCryptHash(text, form.group(1), sha512));
    }

    private static String scheme(boolean sha512) {
        return sha512 ? "SHA512-CRYPT" : "SHA256-CRYPT";
    }

    @Override
    public String scheme() {
        return scheme(sha512);
    }

    @Override
    public boolean matches(String user, String password) {
        return PasswordOctets.of(password)
                .map(octets -> PasswordOctets.equal(
                        text, sha512 ? Sha2Crypt.sha512Crypt(octets, setting) : Sha2Crypt.sha256Crypt(octets, setting)))
                .orElse(false);
    }
}
