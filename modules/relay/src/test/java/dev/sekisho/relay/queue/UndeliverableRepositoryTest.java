// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static dev.sekisho.relay.queue.RelayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.repository.SqlMailRepository;
import dev.sekisho.store.repository.SqlMailRepositoryUrlStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from the null sender whose end has come. */
class UndeliverableRepositoryTest {
    @TempDir
    Path folder;

    private final FakeSmtpServer server = FakeSmtpServer.playing(CompliantScript.server());
    private RelayFixture post;

    @AfterEach
    void close() {
        post.close();
        server.close();
    }

    private void answering(String line, String reply) {
        server.play(CompliantScript.server().answering(line, reply));
        post = new RelayFixture(folder, RelayFixture.smarthost(server, RouteDemand.OPPORTUNISTIC));
        post.names.address("hop.example", "127.0.0.1");
    }

    private long send(String... recipients) {
        return post.send(Optional.empty(), Optional.empty(), recipients);
    }

    private void awaitEmpty() {
        await("an empty queue", () -> post.waiting().isEmpty());
    }

    private List<Mail> kept() throws Exception {
        SqlMailRepository repository =
                new SqlMailRepository(post.store.database(), UndeliverableRepository.URL.getPath());
        List<Mail> mails = new ArrayList<>();
        for (MailKey key : ImmutableList.copyOf(repository.list())) {
            mails.add(repository.retrieve(key));
        }
        return mails;
    }

    @Test
    void whatIsRefusedIsKeptWholeAndAnsweredWithNothing() throws Exception {
        answering("RCPT", "550 5.1.1 no such user");
        send("a@far.example");
        awaitEmpty();
        assertThat(post.notices).isEmpty();
        assertThat(kept()).hasSize(1);
        Mail mail = kept().get(0);
        assertThat(mail.getMaybeSender().isNullSender()).isTrue();
        assertThat(mail.getRecipients()).containsExactly(new MailAddress("a@far.example"));
        assertThat(mail.getErrorMessage()).contains("<a@far.example>: hop.example: 550 5.1.1 no such user");
        assertThat(new String(new MimeMessageInputStream(mail.getMessage()).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("Subject: hello\r\nX-Trace: 42\r\n\r\nhello\r\n");
        assertThat(new SqlMailRepositoryUrlStore(post.store.database()).contains(UndeliverableRepository.URL))
                .isTrue();
    }

    @Test
    void forThoseRecipientsAloneThatFailed() throws Exception {
        answering("RCPT TO:<b@", "550 5.1.1 no");
        send("a@far.example", "b@far.example");
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
        assertThat(kept()).hasSize(1);
        assertThat(kept().get(0).getRecipients()).containsExactly(new MailAddress("b@far.example"));
    }

    @Test
    void recipientsThatEndApartAreKeptApart() throws Exception {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        post = new RelayFixture(folder, RelayFixture.mx(server));
        post.names.address("far.example", "127.0.0.1").address("away.example", "127.0.0.1");
        post.names.none("far.example").none("away.example");
        send("a@far.example", "b@away.example");
        awaitEmpty();
        assertThat(kept()).hasSize(2);
    }

    @Test
    void whatExpiresIsKept() throws Exception {
        answering("RCPT", "450 4.2.1 not now");
        send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        post.turnClock(Duration.ofHours(5));
        await("tried again", () -> post.waiting().get(0).attempts() == 2);
        assertThat(kept()).isEmpty();
        post.turnClock(Duration.ofDays(5));
        awaitEmpty();
        assertThat(kept()).hasSize(1);
        assertThat(post.notices).isEmpty();
    }

    @Test
    void alsoWhereNoNoticeWasWanted() throws Exception {
        answering("RCPT", "550 5.1.1 no");
        post.send(Optional.empty(), Optional.of("NEVER"), "a@far.example");
        awaitEmpty();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatTheOperatorSendsBackIsKept() throws Exception {
        answering("RCPT", "450 4.2.1 not now");
        long id = send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        post.outgoing.admin().bounce(post.whole(id), post.now());
        awaitEmpty();
        assertThat(kept().get(0).getErrorMessage()).contains("the operator of this server");
    }

    @Test
    void whatCannotBeKeptNowStaysInTheQueueAndIsKeptLater() throws Exception {
        answering("RCPT", "550 5.1.1 no");
        post.store
                .database()
                .write(sql -> sql.update("CREATE TRIGGER full BEFORE INSERT ON repository_mails BEGIN"
                        + " SELECT RAISE(ABORT, 'no room'); END"));
        send("a@far.example");
        await("a refusal", () -> server.heard().stream().anyMatch(line -> line.startsWith("RCPT")));
        await("back in the queue", () -> post.waiting().get(0).status() == RecipientStatus.WAITING);
        assertThat(kept()).isEmpty();
        post.store.database().write(sql -> sql.update("DROP TRIGGER full"));
        post.turnClock(Duration.ofMinutes(2));
        awaitEmpty();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatIsRemovedFromTheQueueLeavesTheKeptMessageItsBody() throws Exception {
        answering("RCPT", "550 5.1.1 no");
        send("a@far.example");
        awaitEmpty();
        post.store.bodies().collect(100);
        assertThat(kept().get(0).getMessage().getSubject()).isEqualTo("hello");
        assertThat(post.store.bodies().findUnreferenced()).isZero();
    }
}
