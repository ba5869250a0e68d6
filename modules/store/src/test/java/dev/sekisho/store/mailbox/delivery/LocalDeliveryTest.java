// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mailbox.message.StoredMailboxMessage;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.maildrop.SqlMaildrop;
import dev.sekisho.store.maildrop.SqlMaildrops;
import dev.sekisho.store.quota.SqlQuotaLimits;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.UnitOfWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.mailbox.events.MailboxEvents;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.server.core.MailImpl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalDeliveryTest {

    @Nested
    class OnSqlite extends OnBoth {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        OpenStore open() {
            return open;
        }
    }

    @Nested
    class OnPostgresql extends OnBoth {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        OpenStore open() {
            return open;
        }

        /** On SQLite one unit writes at a time. */
        @Test
        void whoFindsNoInboxAndCannotMakeOneTakesTheOneThatWasMadeMeanwhile() throws Exception {
            CompletableFuture<Long> making = new CompletableFuture<>();
            CountDownLatch goOn = new CountDownLatch(1);
            CompletableFuture<Long> first = open.database().submit(sql -> {
                long made = LocalDelivery.inbox(sql, MailboxPath.inbox(ANNA));
                making.complete(sql.number("SELECT pg_backend_pid()"));
                return await(goOn) ? made : -1;
            });
            long maker = making.get(60, TimeUnit.SECONDS);
            CompletableFuture<Long> second =
                    open.database().submit(sql -> LocalDelivery.inbox(sql, MailboxPath.inbox(ANNA)));
            // It has looked, found none, and waits for who is making one.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> open.database()
                            .read(sql -> sql.exists(
                                    "SELECT 1 FROM pg_stat_activity WHERE CAST(? AS integer) = ANY (pg_blocking_pids(pid))",
                                    maker)));
            goOn.countDown();
            assertThat(second.join()).isEqualTo(first.join()).isPositive();
        }

        private static boolean await(CountDownLatch latch) {
            try {
                return latch.await(120, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    abstract static class OnBoth {

        static final Username ANNA = Username.of("anna@example.org");
        private static final Username BERT = Username.of("bert@example.org");
        private static final String MESSAGE = "Subject: hi\r\nTo: you\r\n\r\nHello\r\n";
        private static final long HEADER = MESSAGE.indexOf("Hello");

        private BodyStore bodies;
        private QuietBus bus;
        private LocalDelivery delivery;
        private SqlMaildrops maildrops;

        abstract OpenStore open();

        @BeforeEach
        void setUp() {
            bodies = new BodyStore(open().database());
            bus = new QuietBus();
            delivery = new LocalDelivery(
                    open().database(), new SqlMessageId.Factory(Clock.systemUTC()), bus.bus(), Clock.systemUTC());
            maildrops = new SqlMaildrops(open().database(), bodies, bus.bus());
        }

        private UnattachedBody body() throws IOException {
            return body(MESSAGE.getBytes(UTF_8));
        }

        private UnattachedBody body(byte[] bytes) throws IOException {
            try (BodyUpload upload = bodies.upload()) {
                upload.write(bytes);
                return upload.finish();
            }
        }

        private static LocalDelivery.Recipient to(Username user) {
            return new LocalDelivery.Recipient(user, "Return-Path: <a@b>\r\nDelivered-To: " + user.asString() + "\r\n");
        }

        private String read(Username user, int index) throws IOException {
            try (SqlMaildrop maildrop = maildrops.open(user).orElseThrow()) {
                return new String(
                        maildrop.content(maildrop.messages().get(index).uid()).readAllBytes(), UTF_8);
            }
        }

        private long count(String table) {
            return open().database().read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
        }

        @Test
        void everyRecipientGetsTheMessageBehindItsOwnPrefixAndTheBodyIsKeptOnce() throws Exception {
            assertThat(delivery.deliver(List.of(to(ANNA), to(BERT)), body(), HEADER))
                    .allSatisfy(each -> assertThat(each).isInstanceOf(LocalDeliveryResult.Delivered.class));
            assertThat(read(ANNA, 0)).isEqualTo("Return-Path: <a@b>\r\nDelivered-To: anna@example.org\r\n" + MESSAGE);
            assertThat(read(BERT, 0)).endsWith("bert@example.org\r\n" + MESSAGE);
            assertThat(count("bodies")).isEqualTo(1);
        }

        @Test
        void theSizeThatIsListedIsTheNumberOfOctetsThatAreRead() throws Exception {
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
                assertThat(maildrop.messages().get(0).octets())
                        .isEqualTo(maildrop.content(1).readAllBytes().length);
            }
        }

        @Test
        void aBodyOfManyChunksComesOutAsItWentIn() throws Exception {
            byte[] large = new byte[5 * BodyStore.CHUNK_BYTES + 17];
            new java.util.Random(7).nextBytes(large);
            delivery.deliver(List.of(new LocalDelivery.Recipient(ANNA, "")), body(large), 0);
            try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
                assertThat(maildrop.content(1).readAllBytes()).isEqualTo(large);
            }
        }

        @Test
        void whoIsOverQuotaGetsNothingAndTheOthersDo() throws Exception {
            new SqlQuotaLimits(open().database())
                    .setDomainMaxMessage(Domain.of("example.org"), QuotaCountLimit.count(1));
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            List<LocalDeliveryResult> second = delivery.deliver(List.of(to(ANNA), to(BERT)), body(), HEADER);
            assertThat(second.get(0)).isEqualTo(new LocalDeliveryResult.OverQuota(ANNA));
            assertThat(second.get(1)).isInstanceOf(LocalDeliveryResult.Delivered.class);
        }

        @Test
        void aQuotaThatIsUsedUpBeforeTheCommitUndoesTheDeliveryToAll() throws Exception {
            new SqlQuotaLimits(open().database())
                    .setDomainMaxMessage(Domain.of("example.org"), QuotaCountLimit.count(1));
            DequeueTransaction transaction =
                    DequeueTransaction.begin(MailImpl.builder().name("m").build(), OptionalLong.empty());
            assertThat(delivery.deliver(transaction, List.of(to(ANNA), to(BERT)), body(), HEADER))
                    .containsExactly(new LocalDeliveryResult.Due(ANNA), new LocalDeliveryResult.Due(BERT));
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);

            UnitOfWork<Runnable> step = transaction.end().orElseThrow().get(0);
            assertThatThrownBy(() -> open().database().write(step)).isInstanceOf(StoreConflictException.class);
            assertThat(count("messages")).as("the other one that Anna got").isEqualTo(1);
        }

        @Test
        void aMessageThatNobodyHasRoomForLeavesNothingBehind() throws Exception {
            new SqlQuotaLimits(open().database()).setGlobalMaxMessage(QuotaCountLimit.count(0));
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            assertThat(count("messages")).isZero();
            assertThat(count("bodies")).isZero();
        }

        @Test
        void sessionsAreToldOfTheNewMailboxAndOfTheMessage() throws Exception {
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            assertThat(bus.heard())
                    .extracting(event -> (Object) event.getClass())
                    .containsExactly(
                            MailboxEvents.MailboxAdded.class, MailboxEvents.Added.class, MailboxEvents.Added.class);
        }

        @Test
        void jamesReadsHeaderBodyAndTypeOfWhatWasDeliveredWithoutLooking() throws Exception {
            delivery.deliver(List.of(to(ANNA)), body(), HEADER);
            var row = open().database()
                    .read(sql -> MessageTable.page(sql, 1, MessageTable.Uids.ALL, 1))
                    .get(0);
            StoredMailboxMessage message = StoredMailboxMessage.of(row, bodies);
            assertThat(new String(message.getBodyContent().readAllBytes(), UTF_8))
                    .isEqualTo("Hello\r\n");
            assertThat(new String(message.getHeaderContent().readAllBytes(), UTF_8))
                    .endsWith("To: you\r\n\r\n");
            assertThat(message.getMediaType()).isEqualTo("text");
            assertThat(message.getTextualLineCount()).isEqualTo(1);
        }

        @Test
        void removingTheLastReferenceRemovesTheBody() throws Exception {
            delivery.deliver(List.of(to(ANNA), to(BERT)), body(), HEADER);
            remove(ANNA);
            assertThat(count("bodies")).isEqualTo(1);
            remove(BERT);
            assertThat(count("bodies")).isZero();
        }

        private void remove(Username user) {
            try (SqlMaildrop maildrop = maildrops.open(user).orElseThrow()) {
                maildrop.remove(List.of(1L));
            }
        }

        @Test
        void theEndOfTheHeaderIsFoundBehindTheFirstEmptyLine() throws Exception {
            assertThat(HeaderEnd.of(new ByteArrayInputStream(MESSAGE.getBytes(UTF_8))))
                    .isEqualTo(HEADER);
            assertThat(HeaderEnd.of(new ByteArrayInputStream("A: b\n\nc".getBytes(UTF_8))))
                    .isEqualTo(6);
            assertThat(HeaderEnd.of(new ByteArrayInputStream("A: b\r\n".getBytes(UTF_8))))
                    .isEqualTo(6);
            assertThat(HeaderEnd.of(new ByteArrayInputStream("\r\nbody".getBytes(UTF_8))))
                    .isEqualTo(2);
        }
    }
}
