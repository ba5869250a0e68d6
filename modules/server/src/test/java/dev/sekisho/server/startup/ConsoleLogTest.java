// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.ConfigurationEvent;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger root = context.getLogger("ROOT");
    private final ListAppender<ILoggingEvent> file = new ListAppender<>();

    @BeforeEach
    void appenders() {
        file.setContext(context);
        file.start();
        root.addAppender(console());
        root.addAppender(file);
    }

    private ConsoleAppender<ILoggingEvent> console() {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        return console;
    }

    @Test
    void aServerInTheForegroundGoesOnLoggingToItsConsole() {
        ConsoleLog.endIf(Optional.empty(), context);
        assertThat(root.getAppender("console")).isNotNull();
    }

    @Test
    void oneInTheBackgroundLogsToItsFilesAloneOnceItIsOpen() {
        Logger other = context.getLogger("dev.sekisho.something");
        other.addAppender(console());
        ConsoleLog.endIf(Optional.of(ConsoleLog.UNTIL_OPEN), context);
        assertThat(root.getAppender("console")).isNull();
        assertThat(other.getAppender("console")).isNull();
        other.warn("more");
        assertThat(file.list).last().hasToString("[WARN] more");
    }

    @Test
    void soItDoesAfterTheFileOfTheLogWasReadAgain() {
        ConsoleLog.endIf(Optional.of(ConsoleLog.UNTIL_OPEN), context);
        root.addAppender(console());
        context.fireConfigurationEvent(ConfigurationEvent.newConfigurationEndedSuccessfullyEvent(this));
        assertThat(root.getAppender("console")).isNull();
    }

    @Test
    void aConsoleThatIsTheOnlyLogStays() {
        root.detachAppender(file);
        ConsoleLog.endIf(Optional.of(ConsoleLog.UNTIL_OPEN), context);
        assertThat(root.getAppender("console")).isNotNull();
    }
}
