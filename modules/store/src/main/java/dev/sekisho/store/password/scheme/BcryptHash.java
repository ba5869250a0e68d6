// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt, as {@code $2a$}, {@code $2b$} or {@code $2y$}. Of a password of more than 72 octets it takes the first 72. */
final class BcryptHash implements ForeignHash {
    /** About a second. */
    static final int MOST_COST = 14;

    private static final int LEAST_COST = 4;
    private static final Pattern FORM =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}");

    private final String text;

    private BcryptHash(String text) {
        this.text = text;
    }

    static Optional<ForeignHash> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < LEAST_COST || cost > MOST_COST) {
            throw PasswordOctets.tooDear("BLF-CRYPT", "as its cost (and at least " + LEAST_COST + ")", MOST_COST);
        }
        return Optional.of(new BcryptHash(text));
    }

    @Override
    public String scheme() {
        return "BLF-CRYPT";
    }

    @Override
    public boolean matches(String user, String password) {
        return PasswordOctets.of(password).isPresent() && OpenBSDBCrypt.checkPassword(text, password.toCharArray());
    }
}
