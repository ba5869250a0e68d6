// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.transport.LingeringClose;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a timer does, and that none holds a connection that is closed. */
class ConnectionTimersTest {
    private static final long NONE = -1;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicInteger ran = new AtomicInteger();

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @Test
    void runsInItsTime() {
        ConnectionTimers.schedule(channel, ran::incrementAndGet, MINUTE);
        channel.runScheduledPendingTasks();
        assertThat(ran).hasValue(0);
        channel.advanceTimeBy(1, TimeUnit.MINUTES);
        channel.runScheduledPendingTasks();
        assertThat(ran).hasValue(1);
    }

    @Test
    void isGoneWithItsConnection() {
        ConnectionTimers.schedule(channel, ran::incrementAndGet, MINUTE);
        channel.close();
        assertThat(channel.runScheduledPendingTasks())
                .as("until the next timer")
                .isEqualTo(NONE);
        channel.advanceTimeBy(2, TimeUnit.MINUTES);
        channel.runScheduledPendingTasks();
        assertThat(ran).hasValue(0);
    }

    @Test
    void ofAnIdleWatchIsGoneWhenThatStops() {
        IdleTimeout watch = new IdleTimeout(MINUTE, System::nanoTime, ran::incrementAndGet);
        watch.start(channel.eventLoop());
        assertThat(channel.runScheduledPendingTasks()).isPositive();
        watch.stop();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(NONE);
    }

    @Test
    void ofAConnectionThatLingersIsGoneWhenItIsClosed() {
        // It is no socket whose output could end first, and is closed at once.
        LingeringClose.close(channel);
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(NONE);
    }
}
