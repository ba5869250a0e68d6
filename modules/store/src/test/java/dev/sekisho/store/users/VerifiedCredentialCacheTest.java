// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerifiedCredentialCacheTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final VerifiedCredentialCache verified = new VerifiedCredentialCache(2, Duration.ofNanos(10), now::get);
    private final CredentialFingerprint.Maker fingerprints = new CredentialFingerprint.Maker();

    @Test
    void remembersWhatWasAddedAndNothingElse() {
        verified.add(fingerprints.of("anna", "secret", "hash"), Set.of("main"));
        assertThat(verified.find(fingerprints.of("anna", "secret", "hash"))).contains(Set.of("main"));
        assertThat(verified.find(fingerprints.of("anna", "secret", "other hash")))
                .isEmpty();
        assertThat(verified.find(fingerprints.of("anna", "secre", "thash"))).isEmpty();
        assertThat(verified.find(fingerprints.of("annas", "ecret", "hash"))).isEmpty();
    }

    @Test
    void forgetsWhenTheLifetimeEndsEvenIfUsedMeanwhile() {
        verified.add(fingerprints.of("anna", "secret", "hash"), Set.of("main"));
        now.addAndGet(9);
        assertThat(verified.find(fingerprints.of("anna", "secret", "hash"))).contains(Set.of("main"));
        now.addAndGet(1);
        assertThat(verified.find(fingerprints.of("anna", "secret", "hash"))).isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() {
        verified.add(fingerprints.of("a", "x", "h"), Set.of("main"));
        verified.add(fingerprints.of("b", "x", "h"), Set.of("main"));
        verified.find(fingerprints.of("a", "x", "h"));
        verified.add(fingerprints.of("c", "x", "h"), Set.of("main"));
        assertThat(verified.find(fingerprints.of("a", "x", "h"))).contains(Set.of("main"));
        assertThat(verified.find(fingerprints.of("b", "x", "h"))).isEmpty();
        assertThat(verified.find(fingerprints.of("c", "x", "h"))).contains(Set.of("main"));
    }
}
