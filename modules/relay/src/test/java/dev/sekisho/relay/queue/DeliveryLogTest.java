// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.SelfSignedKey;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.LogLineBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log says of mail on its way out. */
class DeliveryLogTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();
    private static final SelfSignedKey OTHER = SelfSignedKey.made();

    @TempDir
    Path folder;

    private final FakeSmtpServer server = FakeSmtpServer.playing(CompliantScript.server());
    private final List<LogLine> logged = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogLineBuilder.LOGGER_NAME);
    private final Level before = logger.getLevel();
    private final AppenderBase<ILoggingEvent> listening = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(LogLine.parse(event.getFormattedMessage()).orElseThrow());
        }
    };
    private RelayFixture post;

    @BeforeEach
    void listen() {
        listening.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(listening);
    }

    @AfterEach
    void close() {
        logger.detachAppender(listening);
        logger.setLevel(before);
        post.close();
        server.close();
    }

    private LogLine first(LogEvent event) {
        RelayFixture.await(event.text(), () -> logged.stream().anyMatch(line -> line.event() == event));
        return logged.stream().filter(line -> line.event() == event).findFirst().orElseThrow();
    }

    private static String of(LogLine line, LogKey key) {
        return line.value(key).orElse("-");
    }

    private void throughSmarthost(RouteDemand demand) {
        post = new RelayFixture(folder, RelayFixture.smarthost(server, demand));
        post.names.address("hop.example", "127.0.0.1");
    }

    @Test
    void tellsOfWhatTheNextServerHas() {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        LogLine line = first(LogEvent.SENT);
        assertThat(of(line, LogKey.ID)).isEqualTo("mail-1");
        assertThat(of(line, LogKey.QUEUE)).isEqualTo("1");
        assertThat(of(line, LogKey.FROM)).isEqualTo("us@us.example");
        assertThat(of(line, LogKey.TO)).isEqualTo("a@far.example");
        assertThat(of(line, LogKey.ROUTE)).isEqualTo("provider");
        assertThat(of(line, LogKey.SERVER)).isEqualTo("hop.example");
        assertThat(of(line, LogKey.ADDRESS))
                .isEqualTo("127.0.0.1:" + server.address().getPort());
        assertThat(of(line, LogKey.TLS)).startsWith("TLS");
        assertThat(of(line, LogKey.CIPHER)).startsWith("TLS_");
        assertThat(of(line, LogKey.REPLY)).startsWith("250");
        assertThat(of(line, LogKey.DELAY)).isEqualTo("0");
        assertThat(of(line, LogKey.ATTEMPTS)).isEqualTo("1");
    }

    @Test
    void tellsOfWhatIsHeld() {
        server.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        LogLine line = first(LogEvent.HELD);
        assertThat(of(line, LogKey.PRESENTED)).isEqualTo(OTHER.pin().toString());
        assertThat(of(line, LogKey.REPLY)).startsWith("4.7.5");
        assertThat(of(line, LogKey.NEXT)).startsWith("2026-05-01T");
    }

    @Test
    void tellsOfWhatIsTriedAgain() {
        server.play(CompliantScript.server().answering("RCPT", "451 4.7.1 later"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        LogLine line = first(LogEvent.DEFERRED);
        assertThat(of(line, LogKey.REPLY)).isEqualTo("451 4.7.1 later");
        assertThat(of(line, LogKey.TLS)).isEqualTo("-");
        assertThat(of(line, LogKey.ATTEMPTS)).isEqualTo("1");
    }

    @Test
    void tellsOfWhatIsReturnedAndOfTheNotice() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 nobody"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        LogLine line = first(LogEvent.RETURNED);
        assertThat(of(line, LogKey.STATUS)).isEqualTo("5.1.1");
        assertThat(of(line, LogKey.REPLY)).isEqualTo("550 5.1.1 nobody");
        assertThat(of(line, LogKey.ATTEMPTS)).isEqualTo("1");
        LogLine notice = first(LogEvent.NOTICE);
        assertThat(of(notice, LogKey.ID)).isEqualTo("notice-1");
        assertThat(of(notice, LogKey.ABOUT)).isEqualTo("mail-1");
        assertThat(of(notice, LogKey.KIND)).isEqualTo("failed");
        assertThat(of(notice, LogKey.TO)).isEqualTo("us@us.example");
        assertThat(post.notices.get(0).getValue()).contains("Message-ID: " + of(notice, LogKey.MESSAGE_ID));
    }

    @Test
    void tellsWhereWhatNobodyCanBeToldOfIsKept() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 nobody"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send(Optional.empty(), Optional.empty(), "a@far.example");
        LogLine line = first(LogEvent.KEPT);
        assertThat(of(line, LogKey.ID)).startsWith("mail-1");
        assertThat(of(line, LogKey.TARGET)).isEqualTo("var/mail/undeliverable");
        assertThat(of(line, LogKey.FROM)).isEqualTo("<>");
        assertThat(of(line, LogKey.REASON)).contains("550 5.1.1 nobody");
        assertThat(of(first(LogEvent.RETURNED), LogKey.FROM)).isEqualTo("<>");
    }
}
