// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.delivery.LocalDelivery.Recipient;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.base.test.FakeMail;

/** Two users with mail, small and large, and a mail in the queue. */
final class FilledStore {

    static final Username ANNA = Username.of("anna@example.org");
    static final Username BERT = Username.of("bert@example.org");
    static final String PASSWORD = "ひらけ、ごま";

    private FilledStore() {}

    static void fill(DatabaseSettings settings) {
        try (Store store = Store.open(settings, new PasswordHasher(10))) {
            store.domains().add(Domain.of("example.org"));
            store.users().add(ANNA, PASSWORD);
            store.users().add(BERT, PASSWORD);
            store.aliases().add(new MailAddress("info@example.org"), new MailAddress("anna@example.org"));
            deliver(store.database(), "Subject: hi\r\n\r\nHello\r\n".getBytes(UTF_8), ANNA, BERT);
            byte[] large = new byte[3 * BodyStore.CHUNK_BYTES + 17];
            new Random(7).nextBytes(large);
            deliver(store.database(), large, ANNA);
            enqueue(store.database());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void deliver(Database database, byte[] message, Username... users) {
        LocalDelivery delivery = new LocalDelivery(
                database, new SqlMessageId.Factory(Clock.systemUTC()), new QuietBus().bus(), Clock.systemUTC());
        delivery.deliver(
                List.of(users).stream()
                        .map(user -> new Recipient(user, "Delivered-To: " + user.asString() + "\r\n"))
                        .toList(),
                SmallBody.of(database, message),
                0);
    }

    private static void enqueue(Database database) throws Exception {
        try (SqlMailQueueFactory factory =
                new SqlMailQueueFactory(database, new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
            factory.createQueue(MailQueueName.of("spool"))
                    .enQueue(
                            FakeMail.builder()
                                    .name("waiting")
                                    .sender("anna@example.org")
                                    .recipients(List.of(new MailAddress("friend@elsewhere.example")))
                                    .mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
                                            .setText("later"))
                                    .build(),
                            Duration.ofHours(1));
        }
    }
}
