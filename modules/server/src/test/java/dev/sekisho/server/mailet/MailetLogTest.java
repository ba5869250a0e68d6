// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.MailName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.transport.mailets.Null;
import org.apache.james.transport.matchers.All;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of mail on its way through the mailets that ship, and of logins by IMAP. */
class MailetLogTest {
    private ImapStage stage;
    private LoggedEvents logged;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        stage = new ImapStage(home);
        logged = new LoggedEvents();
    }

    @AfterEach
    void stop() throws Exception {
        logged.close();
        stage.close();
    }

    @Test
    void aLineForEachMailboxThatAMessageIsIn() throws Exception {
        stage.spool("From: a@example.net\r\n\r\nx\r\n", "alice@example.org", "bob@example.org");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> logged.all(LogEvent.DELIVERED).size() == 2);
        List<LogLine> lines = logged.all(LogEvent.DELIVERED);
        assertThat(lines)
                .extracting(line -> of(line, LogKey.USER) + " " + of(line, LogKey.MAILBOX) + " " + of(line, LogKey.TO))
                .containsExactly("alice@example.org INBOX alice@example.org", "bob@example.org INBOX bob@example.org");
        assertThat(logged.all(LogEvent.MOVED)).isEmpty();
        assertThat(logged.all(LogEvent.DROPPED)).isEmpty();
    }

    @Test
    void whatIsForNobodyIsMovedAndKeptAndAllItsLinesHaveOneOrigin() throws Exception {
        stage.spool("From: a@example.net\r\n\r\nx\r\n", "alice@example.org", "nobody@example.org");
        LogLine kept = logged.first(LogEvent.KEPT);
        LogLine delivered = logged.first(LogEvent.DELIVERED);
        assertThat(of(kept, LogKey.TARGET)).isEqualTo("var/mail/unknown-user");
        assertThat(of(kept, LogKey.TO)).isEqualTo("nobody@example.org");
        assertThat(logged.all(LogEvent.MOVED))
                .extracting(
                        line -> of(line, LogKey.PROCESSOR) + " " + of(line, LogKey.TARGET) + " " + of(line, LogKey.TO))
                .containsExactly(
                        "transport not-a-user nobody@example.org", "not-a-user unknown-user nobody@example.org");
        assertThat(of(kept, LogKey.ID)).isNotEqualTo(of(delivered, LogKey.ID));
        assertThat(logged.all(LogEvent.MOVED))
                .extracting(line -> MailName.origin(of(line, LogKey.ID)))
                .containsOnly(MailName.origin(of(delivered, LogKey.ID)))
                .contains(MailName.origin(of(kept, LogKey.ID)));
    }

    /** As it is called in a configuration of James'. */
    static final class LocalDelivery extends GenericMailet {
        @Override
        public void service(Mail mail) {
            mail.setState(Mail.GHOST);
        }
    }

    @Test
    void whatJamesOwnMailetDeliversIsDeliveredAndWhatAnotherEndsIsDropped() throws Exception {
        MailetLog log = new MailetLog("transport");
        List<MailAddress> matched = List.of(new MailAddress("alice@example.org"));
        log.afterMatcher(new All(), "Mail1", matched, matched, 1, null);
        log.afterMailet(new LocalDelivery(), "Mail1", Mail.GHOST, 1, null);
        assertThat(of(logged.first(LogEvent.DELIVERED), LogKey.TO)).isEqualTo("alice@example.org");
        assertThat(logged.all(LogEvent.DROPPED)).isEmpty();
        log.afterMailet(new Null(), "Mail1", Mail.GHOST, 1, null);
        assertThat(of(logged.first(LogEvent.DROPPED), LogKey.TO)).isEqualTo("alice@example.org");
    }

    @Test
    void loginsByImap() throws Exception {
        try (ScriptedClient client = stage.login()) {
            assertThat(of(logged.first(LogEvent.LOGIN_GOOD), LogKey.USER)).isEqualTo("alice@example.org");
            client.say("x LOGOUT");
        }
        LogLine end = logged.first(LogEvent.SESSION_END);
        assertThat(of(end, LogKey.USER)).isEqualTo("alice@example.org");
        assertThat(of(end, LogKey.TLS)).startsWith("TLS1.");
        try (ScriptedClient client = stage.connect()) {
            client.say("a LOGIN alice@example.org wrong");
            client.tagged("a");
            client.say("b LOGIN hunter2 wrong");
            client.tagged("b");
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> logged.all(LogEvent.LOGIN_BAD).size() == 2);
        assertThat(logged.all(LogEvent.LOGIN_BAD))
                .extracting(line -> of(line, LogKey.USER) + " " + of(line, LogKey.KNOWN))
                .containsExactlyInAnyOrder("alice@example.org yes", "- no");
    }
}
