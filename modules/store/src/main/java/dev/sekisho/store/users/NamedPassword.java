// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.password.StoredHash;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A password of an account, without its hash.
 *
 * @param name its name, of which an account has each once
 * @param kind what it is
 * @param scheme how it is hashed, for people
 * @param scope what it may be used for
 * @param expires when it ends; empty for never
 * @param added when it was made
 * @param changed when it was last set
 * @param lastUse the last login with it, to the hour
 */
public record NamedPassword(
        String name,
        StoredHash.Kind kind,
        String scheme,
        PasswordScope scope,
        Optional<Instant> expires,
        Instant added,
        Instant changed,
        Optional<PasswordUse> lastUse) {
    /** The name of the password that an account is made with, which James' users repository has. */
    public static final String MAIN = "main";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /** Whether a password may have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it is the key of a device, and no password. */
    public boolean isKey() {
        return kind == StoredHash.Kind.KEY;
    }

    /** Whether it is no longer accepted. */
    public boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }
}
