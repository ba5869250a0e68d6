// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.smtp.transaction.MessageReceiver;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Messages that come while the store is full or out of reach. */
class FullStoreTest {
    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        logger().detachAppender(log);
        stage.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(MessageReceiver.class);
    }

    private List<ILoggingEvent> complaints() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    private void send(ScriptedClient client, String reply) throws Exception {
        client.ask("MAIL FROM:<a@elsewhere.example>", "250")
                .ask("RCPT TO:<alice@example.org>", "250")
                .ask("DATA", "354")
                .ask("Subject: x\r\n\r\nx\r\n.", reply);
    }

    @Test
    void areRefusedInPassingAndTheLogHasALineAMinuteWithoutATrace() throws Exception {
        stage.queue.failWith(new StoreFullException("the disk is full", null));
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO x", "250");
            for (int i = 0; i < 5; i++) {
                send(client, "452 4.3.1");
            }
            assertThat(complaints()).hasSize(1);
            ILoggingEvent line = complaints().get(0);
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage())
                    .contains("listener mx: session ", client.address().toString(), "452 4.3.1")
                    .contains("the disk is full", "free space")
                    .doesNotContain("\n");

            stage.pass(Duration.ofMinutes(1));
            send(client, "452 4.3.1");
            assertThat(complaints()).hasSize(2);
            assertThat(complaints().get(1).getFormattedMessage()).contains("4 more times");
        }
    }

    @Test
    void areRefusedInPassingWhereTheStoreIsOutOfReachWithoutATraceToo() throws Exception {
        stage.queue.failWith(new StoreUnavailableException("no answer", null));
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").ask("EHLO x", "250");
            send(client, "451 4.3.0");
            assertThat(complaints()).hasSize(1);
            assertThat(complaints().get(0).getThrowableProxy()).isNull();
        }
    }
}
