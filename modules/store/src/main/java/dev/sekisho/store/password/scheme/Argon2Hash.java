// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106), version 19: {@code $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>}, both in base64 without padding. */
final class Argon2Hash implements ForeignHash {
    /** 128 MiB. */
    static final int MOST_KIB = 131_072;
    /** About a second: 64 MiB sixteen times. */
    static final long MOST_KIB_OF_ALL_PASSES = 1_048_576;

    static final int MOST_LANES = 16;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]+),t=([0-9]+),p=([0-9]+)\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{22,128})");
    private static final int LEAST_KIB_OF_A_LANE = 8;

    private final int kib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2Hash(int kib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.kib = kib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    static Optional<ForeignHash> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int kib = number(form.group(1), MOST_KIB, "KiB");
        int passes = number(form.group(2), (int) MOST_KIB_OF_ALL_PASSES, "KiB in all passes");
        int lanes = number(form.group(3), MOST_LANES, "lanes");
        if ((long) kib * passes > MOST_KIB_OF_ALL_PASSES) {
            throw PasswordOctets.tooDear("ARGON2ID", "KiB in all passes", MOST_KIB_OF_ALL_PASSES);
        }
        if (kib < LEAST_KIB_OF_A_LANE * lanes) {
            return Optional.empty();
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return Optional.of(
                new Argon2Hash(kib, passes, lanes, decoder.decode(form.group(4)), decoder.decode(form.group(5))));
    }

    private static int number(String digits, int most, String what) {
        return PasswordOctets.upTo(most, digits).orElseThrow(() -> PasswordOctets.tooDear("ARGON2ID", what, most));
    }

    @Override
    public String scheme() {
        return "ARGON2ID";
    }

    @Override
    public boolean matches(String user, String password) {
        return PasswordOctets.of(password)
                .map(octets -> MessageDigest.isEqual(hash, derived(octets)))
                .orElse(false);
    }

    private byte[] derived(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[hash.length];
        generator.generateBytes(password, derived);
        return derived;
    }
}
