// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.spool.SqlMailQueue;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMail;
import reactor.core.publisher.Flux;

/**
 * Does with one queued mail what the shipped mailets do: it is split, one part goes to one INBOX, one to another, one to the
 * queue of what leaves. As a program it ends at a given point, as a kill would end it there.
 */
final class DeliversUntilHalted {

    static final MailQueueName SPOOL = MailQueueName.of("spool");
    static final MailQueueName OUTGOING = MailQueueName.of("outgoing");
    static final Username ANNA = Username.of("anna@example.org");
    static final Username BERT = Username.of("bert@example.org");

    /** Where it ends. */
    enum Seam {
        TAKEN,
        HALF_DELIVERED,
        DELIVERED,
        IN_THE_TRANSACTION,
        COMMITTED,
        DONE,
        NOWHERE
    }

    private static final int HALTED = 9;

    private final Store store;
    private final Seam seam;

    DeliversUntilHalted(Store store, Seam seam) {
        this.store = store;
        this.seam = seam;
    }

    /** Arguments: as {@link QueuesUntilKilled}, then the seam. */
    public static void main(String[] arguments) throws Exception {
        try (Store store = Store.open(QueuesUntilKilled.settings(arguments));
                SqlMailQueueFactory queues = queues(store)) {
            new DeliversUntilHalted(store, Seam.valueOf(arguments[arguments.length - 1])).deliverOne(queues);
        }
    }

    static SqlMailQueueFactory queues(Store store) {
        return new SqlMailQueueFactory(store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
    }

    static void queueOne(SqlMailQueueFactory queues) throws Exception {
        queues.createQueue(SPOOL)
                .enQueue(FakeMail.builder()
                        .name("m")
                        .recipient("anna@example.org")
                        .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText("hello"))
                        .build());
    }

    void deliverOne(SqlMailQueueFactory queues) throws Exception {
        MailQueueItem item = Flux.from(queues.createQueue(SPOOL).deQueue()).blockFirst(Duration.ofSeconds(60));
        haltAt(Seam.TAKEN);
        MailImpl mail = (MailImpl) item.getMail();
        deliver(mail, ANNA);
        haltAt(Seam.HALF_DELIVERED);
        deliver(MailImpl.duplicate(mail), BERT);
        SqlMailQueue outgoing = queues.createQueue(OUTGOING);
        outgoing.enQueue(MailImpl.duplicate(mail));
        haltAt(Seam.DELIVERED);
        DequeueTransaction.of(mail).orElseThrow().add(sql -> {
            haltAt(Seam.IN_THE_TRANSACTION);
            return () -> haltAt(Seam.COMMITTED);
        });
        item.done(MailQueueItem.CompletionStatus.SUCCESS);
        haltAt(Seam.DONE);
    }

    private void deliver(MailImpl mail, Username user) throws Exception {
        BodyStore bodies = store.bodies();
        new LocalDelivery(
                        store.database(),
                        new SqlMessageId.Factory(Clock.systemUTC()),
                        new QuietBus().bus(),
                        Clock.systemUTC())
                .deliver(
                        DequeueTransaction.of(mail).orElseThrow(),
                        List.of(new LocalDelivery.Recipient(user, "")),
                        StoredMimeSource.keep(bodies, mail),
                        "\r\n".getBytes(US_ASCII).length);
    }

    private void haltAt(Seam here) {
        if (seam == here) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
