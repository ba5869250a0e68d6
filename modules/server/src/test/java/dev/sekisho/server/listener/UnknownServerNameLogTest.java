// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.material.HostPattern;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.threeten.extra.MutableClock;

class UnknownServerNameLogTest {
    private static final SocketAddress PEER = new InetSocketAddress("192.0.2.1", 40_000);
    private static final List<HostPattern> PRESENTED =
            HostPattern.parse("mail.example.org").stream().toList();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    private final UnknownServerNameLog names = new UnknownServerNameLog(new ListenerName("submission"), clock);

    @BeforeEach
    void listen() {
        logger().addAppender(log);
        log.start();
    }

    @AfterEach
    void end() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(UnknownServerNameLog.class);
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void asks(String name) {
        names.unknown(new RequestedServerName(name), PEER, PRESENTED);
    }

    @Test
    void namesWhatWasAskedForAndWhatIsPresented() {
        asks("mail.example.com");

        assertThat(said())
                .singleElement()
                .asString()
                .contains(
                        "listener submission",
                        "192.0.2.1:40000",
                        "\"mail.example.com\"",
                        "default certificate, for [mail.example.org]");
    }

    @Test
    void saysThatTheHandshakeIsRefusedWhereItIs() {
        names.unknown(new RequestedServerName("mail.example.com"), PEER, List.of());

        assertThat(said()).singleElement().asString().contains("its handshake is refused");
    }

    @Test
    void tellsANameOnceAnHour() {
        for (int i = 0; i < 100; i++) {
            asks("mail.example.com");
        }
        assertThat(said()).hasSize(1);
        clock.add(Duration.ofMinutes(61));
        asks("mail.example.com");
        assertThat(said()).hasSize(2).last().asString().contains("99 more such handshakes were not logged");
    }

    @Test
    void aFloodOfNamesIsBoundedByTheMinute() {
        for (int i = 0; i < 10_000; i++) {
            asks("n" + i + ".example.com");
        }
        assertThat(said()).hasSize(UnknownServerNameLog.LINES_IN_A_WINDOW);
        clock.add(Duration.ofMinutes(1));
        asks("mail.example.com");
        assertThat(said()).last().asString().contains("9990 more such handshakes were not logged");
    }
}
