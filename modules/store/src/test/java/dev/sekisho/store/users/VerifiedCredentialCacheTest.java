// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerifiedCredentialCacheTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final VerifiedCredentialCache verified = new VerifiedCredentialCache(2, Duration.ofNanos(10), now::get);
    private final CredentialFingerprint.Maker fingerprints = new CredentialFingerprint.Maker();

    @Test
    void remembersWhatWasAddedAndNothingElse() {
        verified.add(fingerprints.of("anna", "secret", "hash"));
        assertThat(verified.contains(fingerprints.of("anna", "secret", "hash"))).isTrue();
        assertThat(verified.contains(fingerprints.of("anna", "secret", "other hash")))
                .isFalse();
        assertThat(verified.contains(fingerprints.of("anna", "secre", "thash"))).isFalse();
        assertThat(verified.contains(fingerprints.of("annas", "ecret", "hash"))).isFalse();
    }

    @Test
    void forgetsWhenTheLifetimeEndsEvenIfUsedMeanwhile() {
        verified.add(fingerprints.of("anna", "secret", "hash"));
        now.addAndGet(9);
        assertThat(verified.contains(fingerprints.of("anna", "secret", "hash"))).isTrue();
        now.addAndGet(1);
        assertThat(verified.contains(fingerprints.of("anna", "secret", "hash"))).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() {
        verified.add(fingerprints.of("a", "x", "h"));
        verified.add(fingerprints.of("b", "x", "h"));
        verified.contains(fingerprints.of("a", "x", "h"));
        verified.add(fingerprints.of("c", "x", "h"));
        assertThat(verified.contains(fingerprints.of("a", "x", "h"))).isTrue();
        assertThat(verified.contains(fingerprints.of("b", "x", "h"))).isFalse();
        assertThat(verified.contains(fingerprints.of("c", "x", "h"))).isTrue();
    }
}
