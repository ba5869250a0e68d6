// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class IdleKeepAliveTest {
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private int told;
    private final IdleKeepAlive keepAlive = new IdleKeepAlive((wait, step) -> timers.add(step), () -> told++);

    private void intervalPasses() {
        timers.remove().run();
    }

    @Test
    void tellsAnIdleClientOnceInEachInterval() {
        keepAlive.begin();
        intervalPasses();
        intervalPasses();
        assertThat(told).isEqualTo(2);
    }

    @Test
    void tellsNothingAfterIdleAndKeepsNoTimer() {
        keepAlive.begin();
        keepAlive.end();
        intervalPasses();
        assertThat(told).isZero();
        assertThat(timers).isEmpty();
    }

    @Test
    void hasOneTimerHoweverOftenIdleBegins() {
        for (int i = 0; i < 1000; i++) {
            keepAlive.begin();
            keepAlive.end();
        }
        keepAlive.begin();
        assertThat(timers).hasSize(1);
    }

    @Test
    void anIdleThatBeganWithinTheIntervalWaitsForTheNext() {
        keepAlive.begin();
        keepAlive.end();
        keepAlive.begin();
        intervalPasses();
        assertThat(told).isZero();
        intervalPasses();
        assertThat(told).isOne();
    }
}
