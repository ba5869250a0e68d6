// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.MailAddress;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.base.test.FakeMail;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Mail that comes in while somebody waits for some: it is taken by the commit that keeps it, and goes on without being looked for. */
class ImmediateDequeueTest {
    private Engine.Place place;
    private Database database;
    private SqlMailQueueFactory factory;
    private SqlMailQueue queue;
    private final Waiting waiting = new Waiting();

    private void open(Engine engine) throws Exception {
        place = engine.place();
        database = DatabaseOpener.open(place.settings());
        factory = new SqlMailQueueFactory(
                database, new BodyStore(database), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
        queue = factory.createQueue(MailQueueName.of("spool"));
    }

    @AfterEach
    void close() throws Exception {
        factory.close();
        database.close();
        place.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isTakenByTheCommitThatKeepsIt(Engine engine) throws Exception {
        open(engine);
        waitFor(1);
        queue.enQueue(mail("m"));
        assertThat(rows("status = 2 AND taken_by IS NOT NULL")).isEqualTo(1);
        MailQueueItem item = waiting.next();
        assertThat(item.getMail().getName()).isEqualTo("m");
        assertThat(item.getMail().getMessage().getContent()).isEqualTo("body of m");
        item.done(CompletionStatus.SUCCESS);
        assertThat(rows("1 = 1")).isZero();
        assertThat(database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM bodies")))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isNotMoreThanWasAskedFor(Engine engine) throws Exception {
        open(engine);
        waitFor(2);
        for (int i = 0; i < 5; i++) {
            queue.enQueue(mail("m" + i));
        }
        assertThat(waiting.next().getMail().getName()).isEqualTo("m0");
        assertThat(waiting.next().getMail().getName()).isEqualTo("m1");
        assertThat(rows("status = 2")).isEqualTo(2);
        assertThat(rows("status = 1")).isEqualTo(3);
        waiting.request(10);
        for (int i = 2; i < 5; i++) {
            assertThat(waiting.next().getMail().getName()).isEqualTo("m" + i);
        }
        waiting.assertNothingMore();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void doesNotPassByWhatWaitsToBeLookedFor(Engine engine) throws Exception {
        open(engine);
        Deque<Runnable> looks = new ArrayDeque<>();
        SpoolSubscription dequeuing = new SpoolSubscription(queue, waiting, looks::add);
        waiting.onSubscribe(dequeuing);
        waiting.request(2);
        assertThat(dequeuing.reserve()).as("before the first look").isFalse();
        looks.remove().run();
        assertThat(dequeuing.reserve()).as("nothing was found").isTrue();
        dequeuing.wake();
        assertThat(dequeuing.reserve()).as("something has come in").isFalse();
        looks.remove().run();
        assertThat(dequeuing.reserve()).as("it was looked for").isTrue();
        assertThat(dequeuing.reserve()).as("both places are reserved").isFalse();
    }

    /** So many are taken at once at most: whether there were more is not known. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsBehindAFullBatchIsTakenByTheSameLook(Engine engine) throws Exception {
        open(engine);
        int most = SpoolSubscription.MOST_AT_ONCE;
        enQueue(most + 1);
        Deque<Runnable> looks = new ArrayDeque<>();
        waiting.onSubscribe(new SpoolSubscription(queue, waiting, looks::add));
        waiting.request(most + 1L);
        looks.remove().run();
        assertThat(waiting.items).hasSize(most + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsBehindAFullBatchIsLookedForAsSoonAsItIsAskedFor(Engine engine) throws Exception {
        open(engine);
        enQueue(3);
        Deque<Runnable> looks = new ArrayDeque<>();
        waiting.onSubscribe(new SpoolSubscription(queue, waiting, looks::add));
        waiting.request(2);
        looks.remove().run();
        assertThat(waiting.items).hasSize(2);
        waiting.request(1);
        assertThat(looks).as("nobody has told of mail").hasSize(1);
        looks.remove().run();
        assertThat(waiting.items).hasSize(3);
    }

    private void enQueue(int mails) throws Exception {
        for (int i = 0; i < mails; i++) {
            queue.enQueue(mail("m" + i));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void waitsForItsTimeIfItHasOne(Engine engine) throws Exception {
        open(engine);
        waitFor(1);
        queue.enQueue(mail("m"), Duration.ofHours(1));
        assertThat(rows("status = 0")).isEqualTo(1);
        queue.enQueue(mail("n"));
        assertThat(waiting.next().getMail().getName()).isEqualTo("n");
        waiting.assertNothingMore();
    }

    /** What comes out of a queue and goes into one again does so in the transaction that removes it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void isNothingBeforeTheMailItIsMadeOfIsDone(Engine engine) throws Exception {
        open(engine);
        waitFor(2);
        queue.enQueue(mail("m"));
        MailQueueItem first = waiting.next();
        queue.enQueue(first.getMail());
        assertThat(rows("1 = 1")).isEqualTo(1);
        waiting.assertNothingMore();
        first.done(CompletionStatus.SUCCESS);
        assertThat(waiting.next().getMail().getName()).isEqualTo("m");
        assertThat(rows("1 = 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isNotForWhoHasEnded(Engine engine) throws Exception {
        open(engine);
        SpoolSubscription dequeuing = new SpoolSubscription(queue, waiting, Runnable::run);
        waiting.onSubscribe(dequeuing);
        waiting.request(1);
        dequeuing.cancel();
        assertThat(dequeuing.reserve()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void comesAgainWhenItIsGivenBack(Engine engine) throws Exception {
        open(engine);
        waitFor(1);
        queue.enQueue(mail("m"));
        waiting.next().done(CompletionStatus.RETRY);
        waiting.request(1);
        assertThat(waiting.next().getMail().getName()).isEqualTo("m");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isReadyAgainWhenNobodyWantsItAnyMore(Engine engine) throws Exception {
        open(engine);
        waitFor(1);
        queue.enQueue(mail("m"));
        waiting.next();
        waiting.cancel();
        queue.enQueue(mail("n"));
        assertThat(rows("status = 1")).isEqualTo(1);
        factory.close();
        assertThat(rows("status = 1")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "SQLITE")
    void whatCannotBeKeptLeavesThePlaceToTheNext(Engine engine) throws Exception {
        open(engine);
        waitFor(1);
        long pages = database.write(sql -> sql.number("PRAGMA page_count"));
        limitPages(pages);
        String large = "much ".repeat(20_000);
        assertThatThrownBy(() -> queue.enQueue(mail("large", large))).isInstanceOf(MailQueueException.class);
        limitPages(pages + 100_000);
        queue.enQueue(mail("next"));
        assertThat(rows("status = 2")).isEqualTo(1);
        assertThat(waiting.next().getMail().getName()).isEqualTo("next");
        waiting.assertNothingMore();
    }

    private void limitPages(long most) {
        database.write(sql -> sql.query("PRAGMA max_page_count = " + most, row -> row.number(1)));
    }

    /** Asks for some, and waits until the queue has looked and found none. */
    private void waitFor(int most) throws Exception {
        queue.deQueue().subscribe(waiting);
        waiting.request(1);
        Awaitility.await().until(() -> {
            queue.enQueue(mail("asks whether it is handed over"));
            boolean handedOver = rows("status = 2") == 1;
            waiting.next().done(CompletionStatus.SUCCESS);
            waiting.request(1);
            return handedOver;
        });
        waiting.request(most - 1L);
    }

    private static FakeMail mail(String name) throws Exception {
        return mail(name, "body of " + name);
    }

    private static FakeMail mail(String name, String text) throws Exception {
        return FakeMail.builder()
                .name(name)
                .sender("anna@example.org")
                .recipients(List.of(new MailAddress("bert@example.org")))
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText(text))
                .build();
    }

    private long rows(String condition) {
        return database.read(sql -> sql.number("SELECT COUNT(*) FROM queue_mails WHERE " + condition));
    }

    /** Asks for as much as it is told to. */
    private static final class Waiting extends BaseSubscriber<MailQueueItem> {
        private final BlockingQueue<MailQueueItem> items = new LinkedBlockingQueue<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Asks for nothing yet.
        }

        @Override
        protected void hookOnNext(MailQueueItem item) {
            items.add(item);
        }

        MailQueueItem next() throws InterruptedException {
            MailQueueItem item = items.poll(20, TimeUnit.SECONDS);
            assertThat(item).as("a mail within 20 s").isNotNull();
            return item;
        }

        void assertNothingMore() {
            assertThat(items).isEmpty();
        }
    }
}
