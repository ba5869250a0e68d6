// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreFullException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class SqlMailQueueTest {

    private static final MailQueueName SPOOL = MailQueueName.of("spool");
    private static final MailQueueName OUTGOING = MailQueueName.of("outgoing");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void mailSurvivesARestart(Engine engine) throws Exception {
        try (Engine.Place place = engine.place()) {
            try (Database database = DatabaseOpener.open(place.settings());
                    SqlMailQueueFactory factory = factory(database)) {
                factory.createQueue(SPOOL).enQueue(mail("kept"), Duration.ofHours(1));
                factory.createQueue(SPOOL).enQueue(mail("fresh"));
            }
            try (Database database = DatabaseOpener.open(place.settings());
                    SqlMailQueueFactory factory = factory(database)) {
                assertThat(factory.listCreatedMailQueues()).containsExactly(SPOOL);
                SqlMailQueue queue = factory.getQueue(SPOOL).orElseThrow();
                assertThat(queue.getSize()).isEqualTo(2);
                Mail mail = next(queue).getMail();
                assertThat(mail.getName()).isEqualTo("fresh");
                assertThat(mail.getAttribute(
                                Attribute.convertToAttribute("colour", "red").getName()))
                        .contains(Attribute.convertToAttribute("colour", "red"));
                assertThat(mail.getMessage().getContent()).isEqualTo("body of fresh");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasTakenAndNotDoneIsHandedOutAgainAfterAnOrderlyEnd(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            try (SqlMailQueueFactory factory = factory(database)) {
                factory.createQueue(SPOOL).enQueue(mail("m"));
                assertThat(next(factory.createQueue(SPOOL)).getMail().getName()).isEqualTo("m");
            }
            try (SqlMailQueueFactory factory = factory(database)) {
                assertThat(next(factory.createQueue(SPOOL)).getMail().getName()).isEqualTo("m");
            }
        }
    }

    /** On SQLite the next process to take mail takes it all over at once; on PostgreSQL when the lease has ended. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatADeadNodeHasTakenReturnsAndItsLateWordDoesNotCount(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database oneDatabase = DatabaseOpener.open(place.settings());
                Database otherDatabase = DatabaseOpener.open(place.settings())) {
            Duration lease = Duration.ofMillis(800);
            SqlMailQueueFactory dead = factory(oneDatabase, Duration.ofDays(1));
            dead.createQueue(SPOOL).enQueue(mail("m"));
            MailQueueItem slow = next(dead.createQueue(SPOOL));
            oneDatabase.write(sql -> sql.update("UPDATE nodes SET expires = 0"));

            try (SqlMailQueueFactory alive = factory(otherDatabase, lease)) {
                SqlMailQueue queue = alive.createQueue(SPOOL);
                queue.enQueue(mail("wakes the node"));
                Set<String> seen = new HashSet<>();
                MailQueueItem again = null;
                for (MailQueueItem item : Flux.from(queue.deQueue()).take(2).toIterable()) {
                    seen.add(item.getMail().getName());
                    again = item.getMail().getName().equals("m") ? item : again;
                }
                assertThat(seen).containsExactlyInAnyOrder("m", "wakes the node");

                dead.createQueue(OUTGOING).enQueue(slow.getMail());
                slow.done(CompletionStatus.SUCCESS);
                assertThat(queue.getSize()).isEqualTo(2);
                assertThat(dead.createQueue(OUTGOING).getSize()).isZero();
                again.done(CompletionStatus.SUCCESS);
                assertThat(queue.getSize()).isEqualTo(1);
            } finally {
                dead.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSlowNodeDoesNotPutBackWhatAnotherOneHasTaken(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory slow = factory(database, Duration.ofDays(1));
                SqlMailQueueFactory other = factory(database, Duration.ofDays(1))) {
            for (CompletionStatus late : List.of(CompletionStatus.RETRY, CompletionStatus.REJECT)) {
                slow.createQueue(SPOOL).enQueue(mail("m"));
                MailQueueItem before = next(slow.createQueue(SPOOL));
                database.write(sql -> sql.update("UPDATE nodes SET expires = 0"));
                database.write(sql -> sql.update("UPDATE queue_mails SET status = 1, taken_by = NULL"));
                MailQueueItem again = next(other.createQueue(SPOOL));
                before.done(late);
                assertThat(rows(database, "status = 2 AND taken_by IS NOT NULL"))
                        .as(late.name())
                        .isEqualTo(1);
                again.done(CompletionStatus.SUCCESS);
                assertThat(rows(database, "1 = 1")).as(late.name()).isZero();
            }
        }
    }

    @Test
    void twoNodesTakeEachMailOnce() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database oneDatabase = DatabaseOpener.open(place.settings());
                Database otherDatabase = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory one = factory(oneDatabase);
                SqlMailQueueFactory other = factory(otherDatabase)) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            Disposable first = deliverAll(one.createQueue(SPOOL), seen);
            Disposable second = deliverAll(other.createQueue(SPOOL), seen);
            for (int i = 0; i < 200; i++) {
                (i % 2 == 0 ? one : other).createQueue(SPOOL).enQueue(mail("m" + i));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> one.createQueue(SPOOL).getSize() == 0);
            assertThat(seen).hasSize(200).doesNotHaveDuplicates();
            first.dispose();
            second.dispose();
        }
    }

    @Test
    void anotherNodesMailIsTakenWithoutLookingForIt() throws Exception {
        Duration never = Duration.ofDays(1);
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database oneDatabase = DatabaseOpener.open(place.settings());
                Database otherDatabase = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory one = factory(oneDatabase, never, never);
                SqlMailQueueFactory other = factory(otherDatabase, never, never)) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            Disposable waiting = deliverAll(other.createQueue(SPOOL), seen);
            one.createQueue(SPOOL).enQueue(mail("m"));
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("m");
            one.createQueue(SPOOL).enQueue(mail("n"));
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("n");
            waiting.dispose();
        }
    }

    private static Disposable deliverAll(SqlMailQueue queue, BlockingQueue<String> seen) {
        return Flux.from(queue.deQueue()).limitRate(4).subscribe(item -> {
            seen.add(item.getMail().getName());
            try {
                item.done(CompletionStatus.SUCCESS);
            } catch (MailQueueException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void noMoreIsTakenThanWasAskedFor(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            for (int i = 0; i < 10; i++) {
                queue.enQueue(mail("m" + i));
            }
            BlockingQueue<MailQueueItem> taken = new LinkedBlockingQueue<>();
            BaseSubscriber<MailQueueItem> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(3);
                }

                @Override
                protected void hookOnNext(MailQueueItem item) {
                    taken.add(item);
                }
            };
            queue.deQueue().subscribe(subscriber);
            for (int i = 0; i < 3; i++) {
                assertThat(taken.poll(10, TimeUnit.SECONDS).getMail().getName()).isEqualTo("m" + i);
            }
            assertThat(rows(database, "status = 2")).isEqualTo(3);
            subscriber.cancel();
            assertThat(rows(database, "status = 1")).isEqualTo(7);
        }
    }

    /** A forgotten mail goes back when the garbage collector finds that nobody can finish it any more. */
    @Test
    void aMailThatWasDroppedWithoutAWordIsPutBack() throws Exception {
        try (Engine.Place place = Engine.SQLITE.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            queue.enQueue(mail("m"));
            assertThat(next(queue).getMail().getName()).isEqualTo("m");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return rows(database, "status = 0") == 1;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRejectedMailComesAgainLaterAndIsNotLost(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            queue.enQueue(mail("m"));
            next(queue).done(CompletionStatus.REJECT);
            assertThat(rows(database, "status = 0")).isEqualTo(1);
            queue.flush();
            assertThat(next(queue).getMail().getName()).isEqualTo("m");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailPassedFromQueueToQueueKeepsItsBody(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue spool = factory.createQueue(SPOOL);
            SqlMailQueue outgoing = factory.createQueue(MailQueueName.of("outgoing"));
            spool.enQueue(mail("m"));
            MailQueueItem taken = next(spool);
            outgoing.enQueue(taken.getMail());
            assertThat(bodies(database)).isEqualTo(1);
            taken.done(CompletionStatus.SUCCESS);
            MailQueueItem onward = next(outgoing);
            assertThat(onward.getMail().getMessage().getContent()).isEqualTo("body of m");

            onward.getMail().getMessage().setHeader("X-Changed", "yes");
            outgoing.enQueue(onward.getMail());
            onward.done(CompletionStatus.SUCCESS);
            assertThat(bodies(database)).isEqualTo(1);
            MailQueueItem changed = next(outgoing);
            assertThat(changed.getMail().getMessage().getHeader("X-Changed")).containsExactly("yes");
            changed.done(CompletionStatus.SUCCESS);
            assertThat(bodies(database)).isZero();
        }
    }

    @Test
    void aFullStoreIsToldAndTheEndOfADeliveryIsWrittenWhenThereIsSpaceAgain() throws Exception {
        try (Engine.Place place = Engine.SQLITE.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            limitPages(database, 0);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            queue.enQueue(mail("more" + i));
                        }
                    })
                    .isInstanceOf(MailQueueException.class)
                    .hasCauseInstanceOf(StoreFullException.class);
            long kept = queue.getSize();
            taken.done(CompletionStatus.RETRY);
            limitPages(database, 100_000);
            queue.enQueue(mail("after"));
            assertThat(queue.getSize()).isEqualTo(kept + 1);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> rows(database, "status = 2") == 0);
        }
    }

    private static void limitPages(Database database, long further) {
        long pages = database.write(sql -> sql.number("PRAGMA page_count"));
        database.write(sql -> sql.query("PRAGMA max_page_count = " + (pages + further), row -> row.number(1)));
    }

    /** Mail by mail in turn on an empty queue and on one with 100,000 deferred; lower quartiles, as the machine may be busy. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void deferredMailDoesNotDelayFreshMail(Engine engine) throws Exception {
        try (Engine.Place emptyPlace = engine.place();
                Engine.Place fullPlace = engine.place();
                Database emptyDatabase = DatabaseOpener.open(emptyPlace.settings());
                Database fullDatabase = DatabaseOpener.open(fullPlace.settings());
                SqlMailQueueFactory emptyFactory = factory(emptyDatabase);
                SqlMailQueueFactory fullFactory = factory(fullDatabase)) {
            fullDatabase.write(sql -> sql.update("INSERT INTO queue_mails"
                    + " (queue, status, rank, next_delivery, added, name, envelope)"
                    + " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)"
                    + " SELECT 'spool', 0, 4, 99999999999999, 0, 'deferred' || n, '{}' FROM numbers"));
            SqlMailQueue full = fullFactory.createQueue(SPOOL);
            SqlMailQueue empty = emptyFactory.createQueue(SPOOL);
            List<Long> inFull = new ArrayList<>();
            List<Long> inEmpty = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                inEmpty.add(passThrough(empty));
                inFull.add(passThrough(full));
            }
            assertThat(full.getSize()).isEqualTo(100_000);
            double ratio = (double) lowerQuartile(inFull) / lowerQuartile(inEmpty);
            System.out.printf(
                    "%s: a fresh mail behind 100,000 deferred ones takes %.2f times as long%n", engine, ratio);
            // A walk over the deferred ones would be a factor of tens; the exact figure is asked for where nothing else
            // runs.
            assertThat(ratio).isLessThan(Boolean.getBoolean("sekisho.long") ? 1.5 : 5);
        }
    }

    private static long lowerQuartile(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() / 4).findFirst().orElseThrow();
    }

    /** How long a mail takes from being queued to being handed out. */
    private static long passThrough(SqlMailQueue queue) throws Exception {
        BlockingQueue<MailQueueItem> taken = new LinkedBlockingQueue<>();
        Disposable subscription = Flux.from(queue.deQueue()).subscribe(taken::add);
        long start = System.nanoTime();
        queue.enQueue(mail("fresh"));
        MailQueueItem item = taken.poll(30, TimeUnit.SECONDS);
        long nanos = System.nanoTime() - start;
        item.done(CompletionStatus.SUCCESS);
        subscription.dispose();
        return nanos;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void clearingLeavesWhatIsBeingDelivered(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            queue.enQueue(mail("taken"));
            MailQueueItem taken = next(queue);
            for (int i = 0; i < 250; i++) {
                queue.enQueue(mail("m" + i));
            }
            assertThat(queue.clear()).isEqualTo(250);
            assertThat(bodies(database)).isEqualTo(1);
            assertThat(taken.getMail().getMessage().getContent()).isEqualTo("body of taken");
            taken.done(CompletionStatus.SUCCESS);
            assertThat(bodies(database)).isZero();
        }
    }

    /** Nothing new need arrive for it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatADeadProcessHadTakenIsAllThereIsAndComesAgain(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory dead = factory(database, Duration.ofDays(1));
                SqlMailQueueFactory alive = factory(database)) {
            dead.createQueue(SPOOL).enQueue(mail("m"));
            MailQueueItem dropped = next(dead.createQueue(SPOOL));
            database.write(sql -> sql.update("UPDATE nodes SET expires = 0"));
            assertThat(next(alive.createQueue(SPOOL)).getMail().getName())
                    .isEqualTo(dropped.getMail().getName());
        }
    }

    /** It had no time to give its lease up; of those on a file there is only one. */
    @Test
    void theNextProcessOnAFileTakesOverAtOnceWhatAKilledOneHad() throws Exception {
        try (Engine.Place place = Engine.SQLITE.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory killed = factory(database, Duration.ofDays(1));
                SqlMailQueueFactory next = factory(database)) {
            killed.createQueue(SPOOL).enQueue(mail("m"));
            MailQueueItem dropped = next(killed.createQueue(SPOOL));
            assertThat(next(next.createQueue(SPOOL)).getMail().getName())
                    .isEqualTo(dropped.getMail().getName());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasTakenByANodeThatNobodyKnowsComesAgain(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory forgotten = factory(database, Duration.ofDays(1));
                SqlMailQueueFactory alive = factory(database)) {
            forgotten.createQueue(SPOOL).enQueue(mail("m"));
            MailQueueItem dropped = next(forgotten.createQueue(SPOOL));
            database.write(sql -> sql.update("DELETE FROM nodes"));
            assertThat(next(alive.createQueue(SPOOL)).getMail().getName())
                    .isEqualTo(dropped.getMail().getName());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aNodeWhoseLeaseHasEndedTakesUnderANewOne(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory node = factory(database, Duration.ofSeconds(2))) {
            Disposable subscription =
                    Flux.from(node.createQueue(SPOOL).deQueue()).subscribe();
            Awaitility.await().until(() -> nodes(database) == 1);
            database.write(sql -> sql.update("DELETE FROM nodes"));
            Awaitility.await().until(() -> nodes(database) == 1);
            subscription.dispose();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theLeaseOfANodeThatLivesDoesNotEnd(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory node = factory(database, Duration.ofSeconds(2))) {
            node.createQueue(SPOOL).enQueue(mail("m"));
            MailQueueItem kept = next(node.createQueue(SPOOL));
            long first = end(database);
            Awaitility.await().until(() -> end(database) > first + 2_000);
            kept.done(CompletionStatus.SUCCESS);
            assertThat(node.createQueue(SPOOL).getSize()).isZero();
        }
    }

    /** Of the only lease there is. */
    private static long end(Database database) {
        return database.read(sql -> sql.number("SELECT MAX(expires) FROM nodes"));
    }

    private static long nodes(Database database) {
        return database.read(sql -> sql.number("SELECT COUNT(*) FROM nodes"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsQueuedWhileAMailIsProcessedIsThereWhenThatIsDone(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            SqlMailQueue outgoing = factory.createQueue(OUTGOING);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            outgoing.enQueue(taken.getMail());
            assertThat(outgoing.getSize()).isZero();
            taken.done(CompletionStatus.SUCCESS);
            assertThat(outgoing.getSize()).isEqualTo(1);
            assertThat(queue.getSize()).isZero();
            assertThat(bodies(database)).isEqualTo(1);
            assertThat(next(outgoing).getMail().getMessage().getContent()).isEqualTo("body of m");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofAMailThatIsNotDoneNothingIsLeft(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            SqlMailQueue outgoing = factory.createQueue(OUTGOING);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            outgoing.enQueue(taken.getMail());
            taken.done(CompletionStatus.RETRY);
            assertThat(outgoing.getSize()).isZero();
            assertThat(next(queue).getMail().getName()).isEqualTo("m");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatIsToComeAgainDoesWhateverIsSaidOfIt(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            SqlMailQueue outgoing = factory.createQueue(OUTGOING);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            outgoing.enQueue(taken.getMail());
            assertThat(DequeueTransaction.of(taken.getMail()).orElseThrow().comeAgain())
                    .isTrue();
            taken.done(CompletionStatus.SUCCESS);
            assertThat(outgoing.getSize()).isZero();
            assertThat(rows(database, "status = 0")).isEqualTo(1);
            queue.flush();
            assertThat(next(queue).getMail().getName()).isEqualTo("m");
        }
    }

    /** As James' spooler does when a mailet failed: the first half was for recipients who are in the mail again. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatIsGivenAnotherGoLeavesNothingOfTheFirst(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            SqlMailQueue outgoing = factory.createQueue(OUTGOING);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            outgoing.enQueue(MailImpl.duplicate(taken.getMail()));
            taken.getMail().setAttribute(Attribute.convertToAttribute("mail-processing-error-count", 1));
            queue.enQueue(taken.getMail());
            taken.done(CompletionStatus.SUCCESS);
            assertThat(outgoing.getSize()).isZero();
            assertThat(queue.getSize()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailWhoseEndCannotBeWrittenComesAgain(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue queue = factory.createQueue(SPOOL);
            queue.enQueue(mail("m"));
            MailQueueItem taken = next(queue);
            DequeueTransaction.of(taken.getMail()).orElseThrow().add(sql -> {
                sql.update("DELETE FROM queues");
                throw new StoreConflictException("filled in this moment", null);
            });
            taken.done(CompletionStatus.SUCCESS);
            assertThat(next(queue).getMail().getName()).isEqualTo("m");
            assertThat(factory.listCreatedMailQueues()).containsExactly(SPOOL);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aCopyOfWhatCameOutOfAQueueIsKeptByReferenceAndAChangedOneByItself(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory factory = factory(database)) {
            SqlMailQueue outgoing = factory.createQueue(OUTGOING);
            factory.createQueue(SPOOL).enQueue(mail("m", "octets\r\n".repeat(30_000)));
            MailQueueItem item = next(factory.createQueue(SPOOL));
            outgoing.enQueue(MailImpl.duplicate(item.getMail()));
            MailImpl changed = MailImpl.duplicate(item.getMail());
            changed.getMessage().setHeader("X-Changed", "yes");
            outgoing.enQueue(changed);
            MailImpl ofTheSameSize = MailImpl.duplicate(item.getMail());
            ofTheSameSize.setMessage(other(item.getMail().getMessage()));
            outgoing.enQueue(ofTheSameSize);
            item.done(CompletionStatus.SUCCESS);

            assertThat(bodies(database)).isEqualTo(3);
            Mail shared = next(outgoing).getMail();
            assertThat(shared.getMessage().getHeader("X-Changed")).isNull();
            assertThat(shared.getMessage().getContent()).isEqualTo("octets\r\n".repeat(30_000));
            assertThat(next(outgoing).getMail().getMessage().getHeader("X-Changed"))
                    .containsExactly("yes");
            assertThat(next(outgoing).getMail().getMessage().getContent()).isEqualTo("0ctets\r\n".repeat(30_000));
        }
    }

    @Test
    void aRowThatAHangingNodeHasLockedKeepsTheOthersFromNothingElse() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database oneDatabase = DatabaseOpener.open(place.settings());
                Database otherDatabase = DatabaseOpener.open(place.settings());
                SqlMailQueueFactory hanging = factory(oneDatabase, Duration.ofDays(1))) {
            for (String name : List.of("locked", "loose")) {
                hanging.createQueue(SPOOL).enQueue(mail(name));
                next(hanging.createQueue(SPOOL));
            }
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            CompletableFuture<Integer> transaction = oneDatabase.submit(sql -> {
                sql.update("UPDATE queue_mails SET rank = rank WHERE name = 'locked'");
                locked.countDown();
                return await(goOn);
            });
            locked.await();
            otherDatabase.write(sql -> sql.update("UPDATE nodes SET expires = 0"));

            try (SqlMailQueueFactory alive = factory(otherDatabase, Duration.ofMillis(800))) {
                assertThat(next(alive.createQueue(SPOOL)).getMail().getName()).isEqualTo("loose");
                goOn.countDown();
                transaction.join();
                assertThat(next(alive.createQueue(SPOOL)).getMail().getName()).isEqualTo("locked");
            }
        }
    }

    private static int await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SqlMailQueueFactory factory(Database database) {
        return factory(database, NodeLease.LEASE);
    }

    private static SqlMailQueueFactory factory(Database database, Duration lease) {
        return factory(database, lease, Duration.ofSeconds(1));
    }

    private static SqlMailQueueFactory factory(Database database, Duration lease, Duration tick) {
        return new SqlMailQueueFactory(
                database,
                new BodyStore(database),
                new RawMailQueueItemDecoratorFactory(),
                Clock.systemUTC(),
                lease,
                tick);
    }

    /** Of as many octets, one in eight of them another. */
    private static MimeMessage other(MimeMessage message) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        String text = octets.toString(StandardCharsets.US_ASCII).replace("octets", "0ctets");
        return new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static MailQueueItem next(SqlMailQueue queue) {
        return Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(30));
    }

    private static FakeMail mail(String name) throws Exception {
        return mail(name, "body of " + name);
    }

    private static FakeMail mail(String name, String text) throws Exception {
        return FakeMail.builder()
                .name(name)
                .sender("anna@example.org")
                .recipients(List.of(new MailAddress("bert@example.org")))
                .attribute(Attribute.convertToAttribute("colour", "red"))
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText(text))
                .build();
    }

    private static long rows(Database database, String condition) {
        return database.read(sql -> sql.number("SELECT COUNT(*) FROM queue_mails WHERE " + condition));
    }

    private static long bodies(Database database) {
        return database.read(sql -> sql.number("SELECT COUNT(*) FROM bodies"));
    }
}
