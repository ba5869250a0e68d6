// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.fixture.GatedDerivation;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What a comparison finds, and what it costs in iterations. */
class PasswordHasherTest {
    private static final int ITERATIONS = 4_000;
    private static final byte[] SALT = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String FORMER =
            "$pbkdf2-sha512$i=1000$c2FsdDU2Nzg5MDEyMzQ1Ng$slsS47L2tlmK1JEsvtCRwXx8Y3Iw+Dm3P9WcJcgOEBqLS/KMSgnQIJaZ7+hLHEOXKjd04lkqmLOxDePgaHA4SA";

    private final GatedDerivation derivation = new GatedDerivation();
    private final AtomicLong clock = new AtomicLong();
    /** Each look at the clock takes 4 ms: an iteration takes a microsecond, and verifying a hash of others as long as 4,000. */
    private final PasswordHasher hasher = new PasswordHasher(ITERATIONS, derivation, () -> clock.addAndGet(4_000_000));

    private ScramHash hash(String password) {
        return hasher.hash(password, hasher.parameters(SALT));
    }

    @Property(tries = 60)
    void thoseAreFoundThatAreOfThePasswordAndAllCostOneDerivation(
            @ForAll @Size(min = 1, max = 30)
                    List<@StringLength(max = 2) @Chars({'a', '\u00e4', '\u00ad'}) String> passwords,
            @ForAll @IntRange(max = 40) int which) {
        PasswordHasher quick = new PasswordHasher(3, derivation);
        Map<String, StoredHash> hashes = new LinkedHashMap<>();
        for (int i = 0; i < passwords.size(); i++) {
            hashes.put("password" + i, quick.hash(passwords.get(i), quick.parameters(SALT)));
        }
        String tried = which < passwords.size() ? passwords.get(which) : "none of them";
        derivation.begun.clear();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < passwords.size(); i++) {
            if (PreparedPassword.of(passwords.get(i)).equals(PreparedPassword.of(tried))) {
                expected.add("password" + i);
            }
        }
        assertThat(quick.matching(hashes, "taro@example.org", tried)).isEqualTo(expected);
        assertThat(derivation.begun).containsExactly(3);
    }

    @Test
    void whoHasNoHashCostsOneDerivationToo() {
        assertThat(hasher.matching(Map.of(), "nobody@example.org", "secret")).isEmpty();
        assertThat(derivation.begun).containsExactly(ITERATIONS);
    }

    @Test
    void aRefusalByAHashOfFewerIterationsIsFilledUp() {
        ScramHash old = new PasswordHasher(1_000).hash("secret", HashParameters.of(SALT, 1_000));
        assertThat(hasher.matching(Map.of("main", old), "taro@example.org", "wrong"))
                .isEmpty();
        assertThat(derivation.begun).containsExactly(1_000, 3_000);
    }

    @Test
    void whatAHashOfAnotherSystemTookIsTakenOffTheRefusal() {
        StoredHash former = StoredHash.parse(FORMER);
        hasher.spend("learn", 0);
        derivation.begun.clear();
        assertThat(hasher.matching(Map.of("main", former), "taro@example.org", "wrong"))
                .isEmpty();
        assertThat(derivation.begun).as("it took as long as a derivation").isEmpty();
        assertThat(hasher.matching(Map.of("main", former), "taro@example.org", "pässword"))
                .containsExactly("main");
        assertThat(derivation.begun).isEmpty();
    }

    @Test
    void asLongAsTheMachineIsNotKnownARefusalIsDerivedInFull() {
        assertThat(hasher.matching(Map.of("main", StoredHash.parse(FORMER)), "taro@example.org", "wrong"))
                .isEmpty();
        assertThat(derivation.begun).containsExactly(ITERATIONS);
    }

    @Test
    void aHashIsOutdatedIfNewOnesHaveMoreIterations() {
        assertThat(hasher.isOutdated(HashParameters.of(SALT, ITERATIONS - 1))).isTrue();
        assertThat(hasher.isOutdated(HashParameters.of(SALT, ITERATIONS))).isFalse();
    }

    @Test
    void anImportedHashOfThisFormNeedsTheIterationsOfToday() {
        String few = new PasswordHasher(1_000)
                .hash("secret", HashParameters.of(SALT, 1_000))
                .asString();
        assertThatThrownBy(() -> ImportedHash.parse(few))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "1000 iterations: at least 600000 are expected; add the user with a new password");
        assertThat(ImportedHash.parse(few.replace("$1000:", "$600000:")).scheme())
                .isEqualTo("SCRAM-SHA-256");
        assertThat(ImportedHash.parse(" " + FORMER + " ").text()).isEqualTo(FORMER);
        assertThat(ImportedHash.parse(FORMER)).hasToString("ImportedHash[pbkdf2-sha512]");
    }
}
