// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.password.scheme.ForeignHash;
import dev.sekisho.store.password.scheme.ForeignHashReader;
import dev.sekisho.store.sql.StoredCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is stored to log in by: a hash that this server made, one of another system, or what is no password at all. */
public sealed interface StoredHash permits ScramHash, StoredHash.Foreign, StoredHash.Secret, StoredHash.Key {

    /** The kinds, as the store has them beside each. */
    enum Kind implements StoredCode {
        /** A hash of another system, or one that cannot be read. */
        FOREIGN(0),
        /** A hash of this server. */
        OWN(1),
        /** A secret of its own for mechanisms that need one in the clear. */
        SECRET(2),
        /** The key of a device. */
        KEY(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        /** That of what is stored. */
        public static Kind of(String stored) {
            try {
                return parse(stored).kind();
            } catch (IllegalArgumentException unreadable) {
                return FOREIGN;
            }
        }
    }

    /**
     * Reads what is stored.
     *
     * @throws IllegalArgumentException if it is of no known form, or would cost more than it may; the message does not repeat it
     */
    static StoredHash parse(String text) {
        return ScramHash.find(text)
                .<StoredHash>map(Function.identity())
                .or(() -> Secret.find(text))
                .or(() -> Key.find(text))
                .orElseGet(() -> new Foreign(ForeignHashReader.read(text)));
    }

    /** What is said of each kind. */
    <T> T fold(
            Function<ScramHash, T> own,
            Function<ForeignHash, T> foreign,
            Function<Secret, T> secret,
            Function<Key, T> key);

    /** Which kind it is. */
    default Kind kind() {
        return fold(own -> Kind.OWN, foreign -> Kind.FOREIGN, secret -> Kind.SECRET, key -> Kind.KEY);
    }

    /** What it is, for people; nothing of it is secret. */
    default String scheme() {
        return fold(own -> ScramHash.SCHEME, ForeignHash::scheme, Secret::text, key -> "key " + key.pin());
    }

    /**
     * A hash of another system.
     *
     * @param hash what verifies it
     */
    record Foreign(ForeignHash hash) implements StoredHash {
        @Override
        public <T> T fold(
                Function<ScramHash, T> own,
                Function<ForeignHash, T> foreign,
                Function<Secret, T> secret,
                Function<Key, T> key) {
            return foreign.apply(hash);
        }
    }

    /**
     * A secret that was made for mechanisms which need it in the clear. It is the password of nothing else.
     *
     * @param mechanisms those
     * @param value the secret; never printed
     */
    record Secret(Set<BuiltInMechanism> mechanisms, String value) implements StoredHash {
        private static final Pattern FORM =
                Pattern.compile("\\$sekisho-secret\\$([A-Z0-9,-]{1,60})\\$([A-Za-z0-9+/=]{1,400})");

        public Secret {
            mechanisms = Collections.unmodifiableSet(EnumSet.copyOf(mechanisms));
            if (!mechanisms.stream().allMatch(BuiltInMechanism::hasSecretOfItsOwn) || value.isEmpty()) {
                throw new IllegalArgumentException("a secret is for CRAM-MD5, DIGEST-MD5 or APOP, found " + mechanisms);
            }
        }

        static Optional<Secret> find(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Set<BuiltInMechanism> names = Arrays.stream(matcher.group(1).split(","))
                    .flatMap(word -> BuiltInMechanism.parse(word).stream())
                    .collect(Collectors.toSet());
            return Optional.of(new Secret(
                    names, new String(Base64.getDecoder().decode(matcher.group(2)), StandardCharsets.UTF_8)));
        }

        /** What is stored. */
        public String asString() {
            return "$sekisho-secret$" + words(",") + "$"
                    + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        }

        private String words(String between) {
            return mechanisms.stream().map(BuiltInMechanism::word).collect(Collectors.joining(between));
        }

        private String text() {
            return "secret for " + words(", ");
        }

        @Override
        public <T> T fold(
                Function<ScramHash, T> own,
                Function<ForeignHash, T> foreign,
                Function<Secret, T> secret,
                Function<Key, T> key) {
            return secret.apply(this);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The key of a device, whose owner proves in the TLS handshake to have it.
     *
     * @param pin which key
     */
    record Key(Pin pin) implements StoredHash {
        private static final String PREFIX = "$sekisho-key$";

        static Optional<Key> find(String text) {
            return text.startsWith(PREFIX)
                    ? Pin.parse(text.substring(PREFIX.length())).map(Key::new)
                    : Optional.empty();
        }

        /** What is stored. */
        public String asString() {
            return PREFIX + pin;
        }

        @Override
        public <T> T fold(
                Function<ScramHash, T> own,
                Function<ForeignHash, T> foreign,
                Function<Secret, T> secret,
                Function<Key, T> key) {
            return key.apply(this);
        }
    }
}
