// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

class SpoolAdminTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @FunctionalInterface
    private interface Scene {
        void play(Store store, SqlMailQueueFactory queues, SpoolAdmin admin) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings());
                SqlMailQueueFactory queues = new SqlMailQueueFactory(
                        store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
            scene.play(store, queues, new SpoolAdmin(store.database()));
        }
    }

    private static SqlMailQueue spool(SqlMailQueueFactory queues) {
        return queues.createQueue(MailQueueName.of("spool"));
    }

    private static Mail mail(String name) throws Exception {
        return MailImpl.builder()
                .name(name)
                .sender("us@us.example")
                .addRecipient("a@far.example")
                .addAttribute(Attribute.convertToAttribute("mail-processing-error-count", 3))
                .errorMessage("a mailet failed")
                .mimeMessage(new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream("Subject: s\r\n\r\nbody\r\n".getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static MailQueueItem take(SqlMailQueue queue) {
        return Optional.ofNullable(Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(30)))
                .orElseThrow();
    }

    private static SpooledMail only(SpoolAdmin admin) {
        List<SpooledMail> all = admin.page(0, 10);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static long bodies(Store store) {
        return store.database().read(sql -> sql.number("SELECT COUNT(*) FROM bodies"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void showsTheMailOfAllQueuesPageByPage(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("one"));
            queues.createQueue(MailQueueName.of("other")).enQueue(mail("two"));
            spool(queues).enQueue(mail("three"), HOUR);

            List<SpooledMail> first = admin.page(0, 2);
            assertThat(first).extracting(SpooledMail::queue).containsExactly("spool", "other");
            List<SpooledMail> rest = admin.page(first.get(1).id(), 2);
            assertThat(rest).extracting(each -> each.mail().name()).containsExactly("three");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void tellsWhatWaitsWhatIsReadyAndWhoHasTakenWhat(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("taken"));
            MailQueueItem item = take(spool(queues));
            spool(queues).enQueue(mail("ready"));
            spool(queues).enQueue(mail("waiting"), HOUR);

            assertThat(admin.page(0, 10))
                    .extracting(each -> each.state().word())
                    .containsExactly("taken", "ready", "waiting");
            assertThat(admin.page(0, 10).get(0).state())
                    .isInstanceOfSatisfying(
                            SpooledMail.Taken.class,
                            taken -> assertThat(taken.dead()).isFalse());
            store.database().write(sql -> sql.update("UPDATE nodes SET expires = 0"));
            assertThat(admin.page(0, 10).get(0).state())
                    .isInstanceOfSatisfying(
                            SpooledMail.Taken.class,
                            taken -> assertThat(taken.dead()).isTrue());
            item.done(CompletionStatus.SUCCESS);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void tellsWhatIsKnownOfFailures(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("failed"), HOUR);
            SpooledMail mail = only(admin);
            assertThat(mail.mail().details().failures()).contains(3L);
            assertThat(mail.mail().details().error()).contains("a mailet failed");
            assertThat(mail.mail().details().recipients()).containsExactly("a@far.example");
            assertThat(mail.size()).isEqualTo("Subject: s\r\n\r\nbody\r\n".length());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEnvelopeThatCannotBeReadIsSaidToBeSuch(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("broken"), HOUR);
            store.database().write(sql -> sql.update("UPDATE queue_mails SET envelope = '{'"));
            assertThat(only(admin).mail().details().error()).contains("the envelope cannot be read");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailInAStateThatThereIsNotIsNamedAmongTheOthers(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            for (String name : List.of("odd", "taken by nobody", "waiting")) {
                spool(queues).enQueue(mail(name), HOUR);
            }
            set(store, "status = 7", "odd");
            set(store, "status = 2", "taken by nobody");
            assertThat(admin.page(0, 10))
                    .extracting(SpooledMail::state)
                    .startsWith(
                            new SpooledMail.Unknown("status 7"), new SpooledMail.Unknown("status 2, taken by nobody"))
                    .hasSize(3)
                    .last()
                    .isInstanceOf(SpooledMail.Waiting.class);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailInAStateThatThereIsNotCanBeMadeReadyAndRemoved(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            for (String state : List.of("status = 7, taken_by = 'x'", "status = 2, taken_by = NULL")) {
                spool(queues).enQueue(mail("odd"), HOUR);
                set(store, state, "odd");
                assertThat(admin.retry(only(admin).id(), Instant.now())).isTrue();
                take(spool(queues)).done(CompletionStatus.RETRY);
                set(store, state, "odd");
                assertThat(admin.remove(only(admin).id())).isTrue();
                assertThat(bodies(store)).isZero();
            }
        });
    }

    private static void set(Store store, String state, String name) {
        store.database().write(sql -> sql.update("UPDATE queue_mails SET " + state + " WHERE name = ?", name));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRetriedIsTakenByWhoWaitsForMail(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("waiting"), HOUR);
            assertThat(admin.retry(only(admin).id(), Instant.now())).isTrue();
            assertThat(only(admin).state()).isInstanceOf(SpooledMail.Ready.class);
            MailQueueItem item = take(spool(queues));
            assertThat(item.getMail().getName()).isEqualTo("waiting");
            assertThat(admin.retry(only(admin).id(), Instant.now())).isFalse();
            item.done(CompletionStatus.SUCCESS);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void removesWhatNobodyHasWithItsBody(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("waiting"), HOUR);
            assertThat(admin.remove(only(admin).id())).isTrue();
            assertThat(admin.page(0, 10)).isEmpty();
            assertThat(bodies(store)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsTakenGoesOnlyWhenThatNodeIsNamedAndThenNothingComesOfIt(Engine engine) throws Exception {
        on(engine, (store, queues, admin) -> {
            spool(queues).enQueue(mail("taken"));
            MailQueueItem item = take(spool(queues));
            SpooledMail mail = only(admin);
            assertThat(admin.remove(mail.id())).isFalse();
            assertThat(admin.removeTaken(mail.id(), "another node")).isFalse();
            assertThat(admin.page(0, 10)).hasSize(1);

            queues.createQueue(MailQueueName.of("other")).enQueue(item.getMail());
            assertThat(mail.state())
                    .isInstanceOfSatisfying(
                            SpooledMail.Taken.class,
                            taken -> assertThat(admin.removeTaken(mail.id(), taken.node()))
                                    .isTrue());
            item.done(CompletionStatus.SUCCESS);
            assertThat(admin.page(0, 10)).isEmpty();
            assertThat(bodies(store)).isZero();
        });
    }
}
