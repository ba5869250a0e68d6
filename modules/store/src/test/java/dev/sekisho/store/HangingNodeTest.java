// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.CuttableConnection;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.spool.SqlMailQueue;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two nodes, one of which stops in the middle of a transaction: its server hears nothing of it any more, and is not told that it has gone. */
class HangingNodeTest {
    private static final String ANNA = "anna@example.org";
    private static final String CARL = "carl@example.org";
    private static final String TOUCH = "UPDATE mailboxes SET modseq = modseq + 1 WHERE owner = '" + ANNA + "'";
    private static final int WRITERS = 4;

    private final QuietBus bus = new QuietBus();

    @Test
    void keepsTheOthersFromOneMailboxForSecondsAndFromNoOther() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                CuttableConnection wire = CuttableConnection.to((DatabaseSettings.Postgresql) place.settings());
                Store serving = Store.open(place.settings());
                SqlMailQueueFactory queues = DeliversUntilHalted.queues(serving)) {
            SqlMailQueue spool = queues.createQueue(DeliversUntilHalted.SPOOL);
            var delivering = Flux.from(spool.deQueue())
                    .flatMap(
                            item -> Mono.fromRunnable(() -> deliver(serving, item))
                                    .subscribeOn(Schedulers.boundedElastic()),
                            20)
                    .subscribe();
            enQueue(spool, ANNA);
            awaitMessages(serving, ANNA, 1, Duration.ofSeconds(20));
            try (Database hanging = DatabaseOpener.open(wire.settings("&socketTimeout=5"))) {
                stopInTheMiddle(hanging, serving, wire);

                for (int i = 0; i < WRITERS + 2; i++) {
                    enQueue(spool, ANNA);
                }
                enQueue(spool, CARL);

                awaitMessages(serving, CARL, 1, Duration.ofSeconds(8));
                awaitMessages(serving, ANNA, 1 + WRITERS + 2, Duration.ofSeconds(20));
                await().atMost(Duration.ofSeconds(10)).until(() -> rows(serving, "queue_mails") == 0);
                assertThat(rows(serving, "messages")).as("each once").isEqualTo(1 + WRITERS + 2 + 1);
            }
            delivering.dispose();
        }
    }

    /** One unit has the mailbox's row, all other writers of that node wait for it. */
    private static void stopInTheMiddle(Database hanging, Store serving, CuttableConnection wire) {
        CompletableFuture<Boolean> holding = new CompletableFuture<>();
        var first = hanging.submit(sql -> {
            sql.update(TOUCH);
            holding.complete(true);
            return sql.number("SELECT 1 FROM pg_sleep(1)");
        });
        holding.join();
        for (int i = 1; i < WRITERS; i++) {
            var waiting = hanging.submit(sql -> sql.update(TOUCH));
            assertThat(waiting).isNotDone();
        }
        await().until(() -> rows(serving, "pg_stat_activity WHERE wait_event_type = 'Lock'") == WRITERS - 1);
        wire.cut();
        assertThat(first).isNotDone();
    }

    private static void enQueue(SqlMailQueue spool, String recipient) throws Exception {
        spool.enQueue(FakeMail.builder()
                .name("m")
                .recipient(recipient)
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText("hello"))
                .build());
    }

    private void deliver(Store store, MailQueueItem item) {
        try {
            MailImpl mail = (MailImpl) item.getMail();
            Username user = Username.of(mail.getRecipients().iterator().next().asString());
            new LocalDelivery(
                            store.database(), new SqlMessageId.Factory(Clock.systemUTC()), bus.bus(), Clock.systemUTC())
                    .deliver(
                            DequeueTransaction.of(mail).orElseThrow(),
                            List.of(new LocalDelivery.Recipient(user, "")),
                            StoredMimeSource.keep(store.bodies(), mail),
                            2);
            item.done(MailQueueItem.CompletionStatus.SUCCESS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitMessages(Store store, String owner, long count, Duration atMost) {
        await().atMost(atMost)
                .until(() -> rows(
                                store,
                                "messages m JOIN mailboxes b ON b.id = m.mailbox_id WHERE b.owner = '" + owner + "'")
                        == count);
    }

    private static long rows(Store store, String what) {
        return store.database().read(sql -> sql.number("SELECT COUNT(*) FROM " + what));
    }
}
