// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.LogLineBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines that tell of mail and logins, while a test listens; each as it was written and read back. */
public final class LoggedEvents implements AutoCloseable {
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogLineBuilder.LOGGER_NAME);
    private final Level before = logger.getLevel();
    private final AppenderBase<ILoggingEvent> listening = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(LogLine.parse(event.getFormattedMessage()).orElseThrow());
        }
    };

    public LoggedEvents() {
        listening.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(listening);
    }

    /** All so far. */
    public List<LogLine> all(LogEvent event) {
        return lines.stream().filter(line -> line.event() == event).toList();
    }

    /** The first of its kind, once it is there. */
    public LogLine first(LogEvent event) {
        await().atMost(Duration.ofMinutes(1)).until(() -> !all(event).isEmpty());
        return all(event).get(0);
    }

    /** A value, {@code -} if there is none. */
    public static String of(LogLine line, LogKey key) {
        return line.value(key).orElse("-");
    }

    @Override
    public void close() {
        logger.detachAppender(listening);
        logger.setLevel(before);
    }
}
