// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.mail.MessagingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code conf/logback.xml} makes of traces that others log. */
class ShippedLogTest {
    @TempDir
    Path home;

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("sekisho.home", home.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("../../conf/logback.xml").toFile());
    }

    @AfterEach
    void end() {
        context.stop();
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(home.resolve("var/log/sekisho.log"));
    }

    private static Exception full() {
        return new MessagingException(
                "mail was not kept", new StoreFullException("the disk is full", new RuntimeException("13")));
    }

    @Test
    void aFullStoreIsOneLineAndItsWords() throws Exception {
        context.getLogger("org.apache.james").error("a mailet failed", full());
        context.getLogger("org.apache.james").error("another", new StoreFullException("the disk is full", full()));
        context.getLogger("org.apache.james").error("done");
        assertThat(lines()).hasSize(5);
        assertThat(lines().get(0)).endsWith("a mailet failed");
        assertThat(lines().get(1))
                .startsWith("javax.mail.MessagingException: mail was not kept")
                .endsWith(" (the store: the disk is full)");
        assertThat(lines().get(2)).endsWith("another");
        assertThat(lines().get(4)).endsWith("done");
    }

    /** James writes the trace of a mailet's failure as the message itself. */
    @Test
    void aTraceWithinAMessageIsOneLineToo() throws Exception {
        StringWriter trace = new StringWriter();
        trace.write("Exception calling DeliverLocally: mail was not kept\n");
        full().printStackTrace(new PrintWriter(trace, true));
        context.getLogger("org.apache.james").error(trace.toString());
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .endsWith("Exception calling DeliverLocally: mail was not kept (the store: the disk is full)");
    }

    @Test
    void anyOtherFailureKeepsItsTrace() throws Exception {
        context.getLogger("org.apache.james").error("a mailet failed", new StoreException("a fault", null));
        assertThat(lines()).hasSizeGreaterThan(3).anyMatch(line -> line.contains("\tat "));
    }

    /** What failed for that reason is told of by the store, once a minute. */
    @Test
    void theConnectionsThatADatabaseServerHasEndedAreNotToldOfOneByOne() throws Exception {
        Exception ended = new SQLException("terminating connection due to administrator command", "57P01");
        context.getLogger("com.zaxxer.hikari.pool.ProxyConnection").warn("marked as broken", ended);
        context.getLogger("com.zaxxer.hikari.pool.PoolBase").warn("Failed to validate connection");
        assertThat(lines()).isEmpty();
    }

    /** A peer's words that reach a trace, or a message of a library, must not pass for a line of its own. */
    @Test
    void noFurtherLineBeginsAsALineOfTheLogDoes() throws Exception {
        String forged = "2026-05-01T12:00:00.000Z INFO  [w] dev.sekisho.events event=delivered id=1";
        context.getLogger("org.apache.james").error("bad header: \r\n" + forged + "\n" + forged);
        context.getLogger("org.apache.james").error("failed", new IllegalStateException("said\n" + forged));
        context.getLogger("dev.sekisho.events").info("event=delivered id=2");
        assertThat(lines().stream().filter(line -> line.startsWith("20")))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("] dev.sekisho.events event=delivered id=2");
        assertThat(lines().stream().filter(line -> line.contains("id=1")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("  "));
    }
}
