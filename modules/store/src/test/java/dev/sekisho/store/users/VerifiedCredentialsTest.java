// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerifiedCredentialsTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final VerifiedCredentials verified = new VerifiedCredentials(2, Duration.ofNanos(10), now::get);

    @Test
    void remembersWhatWasAddedAndNothingElse() {
        verified.add("anna", "secret", "hash");
        assertThat(verified.contains("anna", "secret", "hash")).isTrue();
        assertThat(verified.contains("anna", "secret", "other hash")).isFalse();
        assertThat(verified.contains("anna", "secre", "thash")).isFalse();
        assertThat(verified.contains("annas", "ecret", "hash")).isFalse();
    }

    @Test
    void forgetsWhenTheLifetimeEndsEvenIfUsedMeanwhile() {
        verified.add("anna", "secret", "hash");
        now.addAndGet(9);
        assertThat(verified.contains("anna", "secret", "hash")).isTrue();
        now.addAndGet(1);
        assertThat(verified.contains("anna", "secret", "hash")).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() {
        verified.add("a", "x", "h");
        verified.add("b", "x", "h");
        verified.contains("a", "x", "h");
        verified.add("c", "x", "h");
        assertThat(verified.contains("a", "x", "h")).isTrue();
        assertThat(verified.contains("b", "x", "h")).isFalse();
        assertThat(verified.contains("c", "x", "h")).isTrue();
    }
}
