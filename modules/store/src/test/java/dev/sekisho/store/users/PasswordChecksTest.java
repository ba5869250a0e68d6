// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordChecksTest {

    private static final CredentialFingerprint.Maker FINGERPRINTS = new CredentialFingerprint.Maker();
    private static final CredentialFingerprint ANNA = FINGERPRINTS.of("anna", "secret", "hash");

    private final PasswordChecks<Boolean> checks = new PasswordChecks<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private final Together together = new Together();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equalOnesAtTheSameTimeAreMadeOnce(boolean right) throws Exception {
        for (int i = 0; i < 4; i++) {
            together.begin(() -> checks.outcome(ANNA, () -> check(right)));
        }
        together.awaitThatAllWait();
        gate.countDown();
        for (FutureTask<Boolean> task : together.ended()) {
            assertThat(task.get()).isEqualTo(right);
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void ofAnotherUserPasswordOrHashIsMadeByItself() throws Exception {
        together.begin(() -> checks.outcome(ANNA, () -> check(true)));
        together.begin(() -> checks.outcome(FINGERPRINTS.of("bert", "secret", "hash"), () -> check(true)));
        together.begin(() -> checks.outcome(FINGERPRINTS.of("anna", "Secret", "hash"), () -> check(true)));
        together.begin(() -> checks.outcome(FINGERPRINTS.of("anna", "secret", "other hash"), () -> check(true)));
        together.awaitThatAllWait();
        assertThat(made).hasValue(4);
        gate.countDown();
        together.ended();
    }

    @Test
    void isForgottenWhenItEnds() {
        gate.countDown();
        assertThat(checks.outcome(ANNA, () -> check(true))).isTrue();
        assertThat(checks.isIdle()).isTrue();
        assertThat(checks.outcome(ANNA, () -> check(false))).isFalse();
        assertThat(made).hasValue(2);
    }

    @Test
    void aFailureIsTheFailureOfAllWhoWaitedAndIsForgotten() throws Exception {
        for (int i = 0; i < 3; i++) {
            together.begin(() -> checks.outcome(ANNA, () -> {
                check(true);
                throw new IllegalStateException("the store is gone");
            }));
        }
        together.awaitThatAllWait();
        gate.countDown();
        for (FutureTask<Boolean> task : together.ended()) {
            assertThatThrownBy(task::get)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the store is gone");
        }
        assertThat(made).hasValue(1);
        assertThat(checks.isIdle()).isTrue();
        assertThat(checks.outcome(ANNA, () -> check(true))).isTrue();
    }

    private boolean check(boolean right) {
        made.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return right;
    }
}
