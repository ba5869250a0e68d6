// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class tells the log, between a beginning and an end. */
final class CapturedLog {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private CapturedLog(Logger logger) {
        this.logger = logger;
    }

    static CapturedLog by(Class<?> speaker) {
        return new CapturedLog((Logger) LoggerFactory.getLogger(speaker));
    }

    void begin() {
        events.start();
        logger.addAppender(events);
    }

    void end() {
        logger.detachAppender(events);
    }

    List<String> lines() {
        return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** What was logged with its trace. */
    List<Throwable> causes() {
        return events.list.stream()
                .map(ILoggingEvent::getThrowableProxy)
                .map(proxy -> ((ThrowableProxy) proxy).getThrowable())
                .toList();
    }
}
