// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.ScramHash;
import dev.sekisho.store.password.StoredHash;
import java.util.Optional;

/**
 * A row of the table {@code passwords}.
 *
 * @param password all but the hash
 * @param hash the text that is stored
 */
record StoredPassword(NamedPassword password, String hash) {
    /** The name of a hash that cannot be read. */
    static final String UNREADABLE = "unreadable";

    /** The hash; empty if it is of no known form, so that nothing is its password. */
    static Optional<StoredHash> read(String hash) {
        try {
            return Optional.of(StoredHash.parse(hash));
        } catch (IllegalArgumentException ofNoKnownForm) {
            return Optional.empty();
        }
    }

    String name() {
        return password.name();
    }

    /** The keys, if this server made the hash. */
    Optional<ScramHash> keys() {
        return read(hash)
                .flatMap(stored -> stored.fold(
                        Optional::of,
                        foreign -> Optional.empty(),
                        secret -> Optional.empty(),
                        key -> Optional.empty()));
    }

    /** The secret for a mechanism, if that is what is stored. */
    Optional<String> secretFor(BuiltInMechanism mechanism) {
        return read(hash)
                .flatMap(stored -> stored.fold(
                        own -> Optional.<StoredHash.Secret>empty(),
                        foreign -> Optional.empty(),
                        Optional::of,
                        key -> Optional.empty()))
                .filter(secret -> secret.mechanisms().contains(mechanism))
                .map(StoredHash.Secret::value);
    }

    StoredHash.Kind kind() {
        return StoredHash.Kind.of(hash);
    }

    /** True if logins by the password wait for keys for SCRAM, which come with the next login by PLAIN or a change. */
    boolean wantsKeys() {
        return kind() == StoredHash.Kind.FOREIGN;
    }

    /** What the hash was made with, if this server made it. */
    Optional<HashParameters> parameters() {
        return keys().map(ScramHash::parameters);
    }

    StoredPassword with(String renewed) {
        return new StoredPassword(password, renewed);
    }

    /** Does not say the hash: it may land in a log. */
    @Override
    public String toString() {
        return password.toString();
    }
}
