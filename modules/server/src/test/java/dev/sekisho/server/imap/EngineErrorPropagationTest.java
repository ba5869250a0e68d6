// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class EngineErrorPropagationTest {
    @Test
    void givesUpWhatTakesTooLongAndInterruptsIt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Mono<Void> endless = Mono.<Void>fromRunnable(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
        assertThatThrownBy(() -> EngineErrorPropagation.await(endless, Optional.of(Duration.ofMillis(50))))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsForWhatIsDoneInTime() {
        EngineErrorPropagation.await(Mono.empty(), Optional.of(Duration.ofMinutes(1)));
        EngineErrorPropagation.await(Mono.empty(), Optional.empty());
    }

    @Test
    void tellsOfAStackThatIsExhaustedOnAnotherThread() {
        Mono<Void> deep = Mono.<Void>fromRunnable(() -> {
                    throw new StackOverflowError("as of a parser");
                })
                .subscribeOn(Schedulers.boundedElastic());
        assertThatThrownBy(() -> EngineErrorPropagation.await(deep, Optional.empty()))
                .isInstanceOf(StackOverflowError.class);
    }
}
