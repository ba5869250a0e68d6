// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransientFailureLogTest {
    private static final Duration ALMOST = TransientFailureLog.BETWEEN_LINES.minusMillis(1);

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("one");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final TransientFailureLog failures = new TransientFailureLog(nanos::get);

    @BeforeEach
    void listen() {
        log.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(log);
    }

    private void full(int times) {
        for (int i = 0; i < times; i++) {
            failures.error(logger, wrapped(new StoreFullException("the disk is full", null)), () -> "message refused");
        }
    }

    private static Exception wrapped(Exception cause) {
        return new IllegalStateException("not queued", new IOException(cause));
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aPassingFailureIsOneLineWithItsCauseAndWhatToDoAndHasNoTrace() {
        full(1);
        assertThat(lines())
                .containsExactly(
                        "message refused: the disk is full; free space there; until then no new mail is accepted");
        assertThat(log.list.get(0).getThrowableProxy()).isNull();
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void aFloodIsOneLineAMinuteThatTellsHowManyThereWere() {
        full(1_000);
        nanos.addAndGet(ALMOST.toNanos());
        full(1_000);
        assertThat(lines()).hasSize(1);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        full(1_000);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).endsWith("; and 1999 more times since the last such line");
    }

    @Test
    void oneKindDoesNotHideTheOtherNorOneLoggerAnother() {
        full(2);
        failures.error(logger, new StoreUnavailableException("no answer", null), () -> "message refused");
        failures.warn(context.getLogger("two"), new StoreFullException("the disk is full", null), () -> "login");
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("no answer", "check that the database server runs");
    }

    @Test
    void aFullDiskIsToldAsSuchWhoeverWroteToIt() {
        assertThat(TransientFailureLog.isFull(wrapped(new IOException("/var/x: No space left on device"))))
                .isTrue();
        assertThat(TransientFailureLog.isFull(new StoreUnavailableException("no answer", null)))
                .isFalse();
        assertThat(TransientFailureLog.isPassing(new StoreException("No space left on device", null)))
                .isFalse();
    }

    @Test
    void anyOtherFailureHasItsTraceEachTime() {
        for (int i = 0; i < 2; i++) {
            failures.error(logger, new StoreException("a fault", null), () -> "message refused");
        }
        assertThat(lines()).containsExactly("message refused", "message refused");
        assertThat(log.list).allMatch(event -> event.getThrowableProxy() != null);
    }
}
