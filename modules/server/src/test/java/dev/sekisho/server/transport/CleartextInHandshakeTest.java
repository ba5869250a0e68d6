// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Cleartext behind a genuine ClientHello: nothing of it is executed, and the log tells of an attack and of whom it came from. */
class CleartextInHandshakeTest {
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

    @Test
    void isToldAsAnAttackIfItComesWithTheHello() throws Exception {
        for (PortPolicy policy : List.of(BuiltInPolicies.MX, BuiltInPolicies.SUBMISSION)) {
            try (ScriptedClient client = startTls(policy)) {
                client.raw(ScriptedClient.clientHello() + "EHLO evil\r\n");
                assertAttack(client);
            }
        }
    }

    @Test
    void isToldAsAnAttackIfItComesAfterTheServersAnswer() throws Exception {
        try (ScriptedClient client = startTls(BuiltInPolicies.SUBMISSION)) {
            client.raw(ScriptedClient.clientHello()).pass(1).raw("EHLO evil\r\n");
            assertAttack(client);
        }
    }

    @Test
    void isToldAsAnAttackOnPop3Too() throws Exception {
        try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.POP3))) {
            client.expect("+OK").ask("STLS", "+OK").raw(ScriptedClient.clientHello() + "CAPA and more\r\n");
            assertAttack(client);
        }
    }

    private ScriptedClient startTls(PortPolicy policy) throws Exception {
        return ScriptedClient.clear(stage.open(policy))
                .expect("220")
                .ask("EHLO x", "250")
                .ask("STARTTLS", "220");
    }

    private void assertAttack(ScriptedClient client) throws Exception {
        String address = client.address().toString();
        // Longer than what random octets of TLS hold by chance.
        assertThat(client.rest()).doesNotContainPattern("250[- ][A-Za-z.]{4}|[+]OK[ \r]");
        synchronized (log) {
            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage()).contains(address, "an attempt at command injection");
            });
            log.list.clear();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ConnectionMessages.class);
    }
}
