// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SSHA, SSHA256 and SSHA512 of LDAP servers: the base64 of the digest of password and salt, and of the salt behind it. */
final class SaltedDigestHash implements ForeignHash {
    private static final Pattern FORM = Pattern.compile("\\{(SSHA|SSHA256|SSHA512)}([A-Za-z0-9+/]{1,400}={0,2})");

    private final Scheme scheme;
    private final byte[] digest;
    private final byte[] salt;

    private SaltedDigestHash(Scheme scheme, byte[] digest, byte[] salt) {
        this.scheme = scheme;
        this.digest = digest;
        this.salt = salt;
    }

    private enum Scheme {
        SSHA("SHA-1", 20),
        SSHA256("SHA-256", 32),
        SSHA512("SHA-512", 64);

        private final String algorithm;
        private final int length;

        Scheme(String algorithm, int length) {
            this.algorithm = algorithm;
            this.length = length;
        }
    }

    /** @throws IllegalArgumentException if it is not base64 */
    static Optional<ForeignHash> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Scheme scheme = Scheme.valueOf(form.group(1));
        byte[] octets = Base64.getDecoder().decode(form.group(2));
        if (octets.length <= scheme.length) {
            return Optional.empty();
        }
        return Optional.of(new SaltedDigestHash(
                scheme,
                Arrays.copyOf(octets, scheme.length),
                Arrays.copyOfRange(octets, scheme.length, octets.length)));
    }

    @Override
    public String scheme() {
        return scheme.name();
    }

    @Override
    public boolean matches(String user, String password) {
        return PasswordOctets.of(password)
                .map(octets -> MessageDigest.isEqual(digest, digestOf(octets)))
                .orElse(false);
    }

    private byte[] digestOf(byte[] password) {
        try {
            MessageDigest of = MessageDigest.getInstance(scheme.algorithm);
            of.update(password);
            return of.digest(salt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + scheme.algorithm, e);
        }
    }
}
