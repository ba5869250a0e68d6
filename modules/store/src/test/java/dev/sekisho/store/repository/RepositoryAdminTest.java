// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.repository.RepositoryAdmin.Repository;
import dev.sekisho.store.spool.SpoolAdmin;
import dev.sekisho.store.spool.SpooledMail;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.StoreException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

class RepositoryAdminTest {
    private static final String ERRORS = RepositoryAdmin.ERRORS;
    private static final String MESSAGE = "Subject: s\r\n\r\nbody\r\n";

    @FunctionalInterface
    private interface Scene {
        void play(Store store, RepositoryAdmin admin) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            scene.play(store, new RepositoryAdmin(store.database()));
        }
    }

    private static void keep(Store store, String repository, String name) throws Exception {
        Mail mail = MailImpl.builder()
                .name(name)
                .sender("us@us.example")
                .addRecipient("a@far.example")
                .state("error")
                .errorMessage("a mailet failed")
                .addAttribute(Attribute.convertToAttribute("mail-processing-error-count", 5))
                .addAttribute(Attribute.convertToAttribute("colour", "red"))
                .mimeMessage(new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII))))
                .build();
        new SqlMailRepository(store.database(), MailRepositoryPath.from(repository)).store(mail);
    }

    private static List<SpooledMail> spooled(Store store) {
        return new SpoolAdmin(store.database()).page(0, 100);
    }

    private static long bodies(Store store) {
        return store.database().read(sql -> sql.number("SELECT COUNT(*) FROM bodies"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void countsAndMeasuresWhatIsKeptAndKnowsWhatIsEmpty(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            keep(store, ERRORS, "one");
            keep(store, ERRORS, "two");
            new SqlMailRepositoryUrlStore(store.database()).add(MailRepositoryUrl.from("store://var/mail/loop/"));
            new SqlMailRepositoryUrlStore(store.database()).add(MailRepositoryUrl.from("store://var/mail/error/"));
            assertThat(admin.repositories())
                    .containsExactly(
                            new Repository(ERRORS, 2, 2L * MESSAGE.length()), new Repository("var/mail/loop", 0, 0));
            assertThat(store.database().<Map<String, Long>>read(RepositoryAdmin::kept))
                    .isEqualTo(Map.of(ERRORS, 2L));
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void showsTheMailOfOneRepositoryPageByPage(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            for (String name : List.of("b", "c", "a")) {
                keep(store, ERRORS, name);
            }
            keep(store, "var/mail/other", "d");
            assertThat(admin.page(ERRORS, "", 2))
                    .extracting(RepositoryMail::key)
                    .containsExactly("a", "b");
            assertThat(admin.page(ERRORS, "b", 2))
                    .extracting(RepositoryMail::key)
                    .containsExactly("c");
            assertThat(admin.find(ERRORS, "a").orElseThrow().size()).isEqualTo(MESSAGE.length());
            assertThat(admin.find(ERRORS, "d")).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsSentAgainIsInTheSpoolAloneWithItsBodyAndWithoutItsFailures(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            keep(store, ERRORS, "one");
            long body = admin.find(ERRORS, "one").orElseThrow().body().orElseThrow();

            assertThat(admin.resend(ERRORS, "one", "transport", Instant.now())).isTrue();

            assertThat(admin.page(ERRORS, "", 10)).isEmpty();
            assertThat(spooled(store)).hasSize(1);
            SpooledMail mail = spooled(store).get(0);
            assertThat(mail.queue()).isEqualTo("spool");
            assertThat(mail.state()).isInstanceOf(SpooledMail.Ready.class);
            assertThat(mail.mail().details().processor()).contains("transport");
            assertThat(mail.mail().details().error()).isEmpty();
            assertThat(mail.mail().details().failures()).isEmpty();
            assertThat(mail.mail().details().attributes()).containsEntry("colour", "red");
            assertThat(bodies(store)).isEqualTo(1);
            assertThat(store.database().<Long>read(sql -> sql.number("SELECT body_id FROM queue_mails")))
                    .isEqualTo(body);
            assertThat(admin.resend(ERRORS, "one", "transport", Instant.now())).isFalse();
            assertThat(spooled(store)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerThatRunsGetsWhatIsSentAgain(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            try (SqlMailQueueFactory queues = new SqlMailQueueFactory(
                    store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
                keep(store, ERRORS, "one");
                admin.resend(ERRORS, "one", "root", Instant.now());
                MailQueueItem item = Objects.requireNonNull(
                        Flux.from(queues.createQueue(MailQueueName.of("spool")).deQueue())
                                .blockFirst(Duration.ofSeconds(30)));
                assertThat(item.getMail().getState()).isEqualTo("root");
                assertThat(item.getMail().getMessage().getSubject()).isEqualTo("s");
                item.done(MailQueueItem.CompletionStatus.SUCCESS);
            }
            assertThat(bodies(store)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofAllWhoSendOneAgainAtTheSameTimeOneDoes(Engine engine) throws Exception {
        int rivals = 4;
        on(engine, (store, admin) -> {
            keep(store, ERRORS, "one");
            CyclicBarrier together = new CyclicBarrier(rivals);
            ExecutorService threads = Executors.newFixedThreadPool(rivals);
            Callable<Boolean> rival = () -> {
                together.await();
                return admin.resend(ERRORS, "one", "root", Instant.now());
            };
            int moved = 0;
            for (Future<Boolean> each : threads.invokeAll(
                    IntStream.range(0, rivals).mapToObj(any -> rival).toList())) {
                moved += each.get() ? 1 : 0;
            }
            threads.shutdown();
            assertThat(moved).isEqualTo(1);
            assertThat(spooled(store)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatCannotBePutIntoTheSpoolStays(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            keep(store, ERRORS, "one");
            store.database().write(sql -> sql.update("UPDATE repository_mails SET envelope = '{'"));
            assertThatThrownBy(() -> admin.resend(ERRORS, "one", "root", Instant.now()))
                    .isInstanceOf(StoreException.class);
            assertThat(admin.page(ERRORS, "", 10)).hasSize(1);
            assertThat(spooled(store)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRemovedLeavesNoBody(Engine engine) throws Exception {
        on(engine, (store, admin) -> {
            keep(store, ERRORS, "one");
            assertThat(admin.remove(ERRORS, "one")).isTrue();
            assertThat(admin.remove(ERRORS, "one")).isFalse();
            assertThat(bodies(store)).isZero();
        });
    }
}
