// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ConfigurationEvent;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is logged to the console of a server in the background, which is a file that nothing rotates: only what comes before all ports are
 * open. Behind that, what the Java process itself writes there is left.
 */
public final class ConsoleLog {
    /** Set by {@code sekisho start}. */
    public static final String VARIABLE = "SEKISHO_CONSOLE";

    /** Its value. */
    static final String UNTIL_OPEN = "until-open";

    private ConsoleLog() {}

    /**
     * Ends it, also where the file of the log is read again later.
     *
     * @param asked the value of the variable
     */
    public static void endIf(Optional<String> asked, LoggerContext context) {
        if (asked.filter(UNTIL_OPEN::equals).isEmpty()) {
            return;
        }
        end(context);
        context.addConfigurationEventListener(event -> {
            if (event.getEventType() == ConfigurationEvent.EventType.CONFIGURATION_ENDED_SUCCESSFULLY) {
                end(context);
            }
        });
    }

    private static void end(LoggerContext context) {
        Logger log = context.getLogger(ConsoleLog.class);
        List<Logger> loggers = context.getLoggerList();
        if (loggers.stream().flatMap(ConsoleLog::appenders).allMatch(ConsoleAppender.class::isInstance)) {
            log.warn(
                    "conf/logback.xml logs only to the console, which now is var/log/console.log, a file without a size"
                            + " limit; add an appender that rotates");
            return;
        }
        log.info("later log lines do not go to the console");
        loggers.forEach(logger -> appenders(logger)
                .filter(ConsoleAppender.class::isInstance)
                .toList()
                .forEach(logger::detachAppender));
    }

    private static Stream<Appender<ILoggingEvent>> appenders(Logger logger) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(logger.iteratorForAppenders(), 0), false);
    }
}
