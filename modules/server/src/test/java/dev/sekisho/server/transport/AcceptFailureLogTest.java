// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.store.sql.TransientFailureLog;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AcceptFailureLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final Logger logger = (Logger) LoggerFactory.getLogger(AcceptFailureLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void tooManyOpenFilesAreOneLineAMinuteWithWhatToDoAndNoTrace() {
        EmbeddedChannel channel =
                new EmbeddedChannel(new AcceptFailureLog(new ListenerName("mx"), new TransientFailureLog(nanos::get)));
        for (int second = 0; second <= 60; second++) {
            channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
            nanos.addAndGet(SECOND);
        }
        channel.checkException();
        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("listener mx: connections cannot be accepted, and wait: Too many open files; ")
                .contains("LimitNOFILE=");
        assertThat(lines.list.get(1).getFormattedMessage()).contains("59 more times");
        assertThat(lines.list).allMatch(line -> line.getThrowableProxy() == null);
    }

    @Test
    void anythingElseIsToldWithItsTrace() {
        EmbeddedChannel channel =
                new EmbeddedChannel(new AcceptFailureLog(new ListenerName("mx"), new TransientFailureLog(nanos::get)));
        channel.pipeline().fireExceptionCaught(new IllegalStateException("odd"));
        assertThat(lines.list).singleElement().matches(line -> line.getThrowableProxy() != null);
    }
}
