// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.store.password.scheme.ForeignHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash of this server: the keys of SCRAM-SHA-256 (RFC 5802 3, RFC 7677), from which no client can log in, in the form that PostgreSQL has too:
 * {@code SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}, all but the iterations in base64.
 */
public final class ScramHash implements StoredHash {
    /** The name of the scheme. */
    public static final String SCHEME = "SCRAM-SHA-256";

    /** More would take seconds. */
    static final int MOST_ITERATIONS = 5_000_000;

    private static final String KEY = "([A-Za-z0-9+/]{43}=)";
    private static final Pattern FORM = Pattern.compile(
            "SCRAM-SHA-256\\$([1-9][0-9]{0,6}):((?:[A-Za-z0-9+/]{4}){1,32}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)\\$"
                    + KEY + ":" + KEY);
    private static final String HMAC = "HmacSHA256";

    private final HashParameters parameters;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramHash(HashParameters parameters, byte[] storedKey, byte[] serverKey) {
        this.parameters = parameters;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** The hash of a password that was derived with these parameters. */
    static ScramHash of(HashParameters parameters, byte[] saltedPassword) {
        byte[] clientKey = hmac(saltedPassword, "Client Key");
        return new ScramHash(parameters, sha256(clientKey), hmac(saltedPassword, "Server Key"));
    }

    /** Reads what {@link #asString} wrote; empty if it is of another form or has too many iterations. */
    static Optional<ScramHash> find(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS) {
            return Optional.empty();
        }
        HashParameters parameters = new HashParameters(matcher.group(2), Integer.parseInt(matcher.group(1)));
        return Optional.of(new ScramHash(
                parameters,
                Base64.getDecoder().decode(matcher.group(3)),
                Base64.getDecoder().decode(matcher.group(4))));
    }

    @Override
    public <T> T fold(
            Function<ScramHash, T> own,
            Function<ForeignHash, T> foreign,
            Function<Secret, T> secret,
            Function<Key, T> key) {
        return own.apply(this);
    }

    /** The salt and the iterations. */
    public HashParameters parameters() {
        return parameters;
    }

    /** RFC 5802 3: the hash of the client's key. */
    public byte[] storedKey() {
        return storedKey.clone();
    }

    /** RFC 5802 3: by which the server proves that it knows the password. */
    public byte[] serverKey() {
        return serverKey.clone();
    }

    /** Whether both are of one password; in a time that does not depend on the keys. */
    boolean hasKeysOf(ScramHash other) {
        return MessageDigest.isEqual(storedKey, other.storedKey);
    }

    /** What is stored. */
    public String asString() {
        Base64.Encoder encoder = Base64.getEncoder();
        return SCHEME + "$" + parameters.iterations() + ":" + parameters.salt() + "$"
                + encoder.encodeToString(storedKey) + ":" + encoder.encodeToString(serverKey);
    }

    /** Says nothing of the salt or the keys: it may land in a log. */
    @Override
    public String toString() {
        return "ScramHash[iterations=" + parameters.iterations() + "]";
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
