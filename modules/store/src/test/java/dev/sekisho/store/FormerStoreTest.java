// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.store.deadletter.SqlEventDeadLetters;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.FormerStore;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.mailbox.manager.SqlMailboxSystem;
import dev.sekisho.store.maildrop.SqlMaildrop;
import dev.sekisho.store.maildrop.SqlMaildrops;
import dev.sekisho.store.maintenance.StoreCheck;
import dev.sekisho.store.maintenance.StoreFault;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.outgoing.RecipientUpdate;
import dev.sekisho.store.outgoing.TakenRecipients;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.pin.ChangeAuthor;
import dev.sekisho.store.pin.PinChangeResult;
import dev.sekisho.store.pin.PinHistoryEntry;
import dev.sekisho.store.pin.PinStore;
import dev.sekisho.store.quota.QuotaAdmin;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import dev.sekisho.store.repository.SqlMailRepository;
import dev.sekisho.store.rewriting.Forwards;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.spool.SpoolAdmin;
import dev.sekisho.store.spool.SpooledMail;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.users.NamedPassword;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.SqlDelegationStore;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import javax.mail.Flags;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.events.EventBusTestFixture;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.AttributeName;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** A store that an earlier version has written is opened and gone on with: nothing of it is lost, done twice or taken for something else. */
class FormerStoreTest {
    private static final Instant WRITTEN = FormerStore.WRITTEN;
    private static final Instant SOON = WRITTEN.plus(Duration.ofMinutes(1));
    private static final Instant NEXT_DAY = WRITTEN.plus(Duration.ofDays(1));
    private static final MailQueueName SPOOL = MailQueueName.of("spool");
    private static final Username ANNA = Username.of("anna@example.org");
    private static final Username BERT = Username.of("bert@example.org");

    @FunctionalInterface
    private interface Scene {
        void play(Store store) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place()) {
            FormerStore.at(place);
            try (Store store = Store.open(place.settings(), new PasswordHasher(10))) {
                scene.play(store);
            }
        }
    }

    private static Pin pin(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isBroughtToThisVersionsSchemaAndSoundButForWhatWasStuckBefore(Engine engine) throws Exception {
        try (Engine.Place place = engine.place()) {
            FormerStore.at(place);
            assertThat(StoreInspection.at(place.settings())).isInstanceOf(StoreInspection.Older.class);
            Store.open(place.settings(), new PasswordHasher(10)).close();
            StoreInspection.Current look = (StoreInspection.Current) StoreInspection.at(place.settings());
            assertThat(look.kept()).isEqualTo(Map.of("var/mail/error", 2L, "var/mail/undeliverable", 1L));
            assertThat(look.exposed()).isEqualTo(1);
            assertThat(look.pins()).hasSize(7);
            assertThat(look.outgoing().blocked()).isTrue();
            try (Store store = Store.open(place.settings(), new PasswordHasher(10))) {
                assertThat(new StoreCheck(store.database(), line -> {}).run())
                        .extracting(StoreFault::kind)
                        .containsExactly(StoreFault.Kind.STUCK);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void usersLogInAndAreAllowedWhatTheyWere(Engine engine) throws Exception {
        on(engine, store -> {
            assertThat(store.users().verify(ANNA, "ひらけ、ごま")).isTrue();
            assertThat(store.users().verify(ANNA, "secret of bert")).isFalse();
            assertThat(store.users().verify(BERT, "secret of bert")).isTrue();
            assertThat(store.users().passwords().list(BERT))
                    .as("its hash is of today's form from now on")
                    .extracting(NamedPassword::name, NamedPassword::scheme, NamedPassword::scope)
                    .containsExactly(tuple("main", "SCRAM-SHA-256", PasswordScope.BOTH));
            assertThat(store.users().exposed()).containsOnlyKeys(BERT);
            assertThat(store.aliases().pointingAt(ANNA)).containsExactly("info@example.org");
            assertThat(store.forwards().list())
                    .containsExactly(new Forwards.Forward(BERT, List.of("bert@elsewhere.example"), true));
            assertThat(store.senders().listing(BERT).grants())
                    .containsExactly(SenderGrant.parse("@example.net").orElseThrow());
            assertThat(Flux.from(new SqlDelegationStore(store.database()).authorizedUsers(ANNA))
                            .collectList()
                            .block())
                    .containsExactly(BERT);
            assertThat(new QuotaAdmin(store.database()).of(ANNA))
                    .isEqualTo(
                            new QuotaAdmin.Use(4, OptionalLong.of(50), 59 + 78 + 23 + 29, OptionalLong.of(5_000_000)));
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void spooledMailIsShownInTheStateItWasLeftIn(Engine engine) throws Exception {
        on(
                engine,
                store -> assertThat(states(store))
                        .containsOnlyKeys(
                                "spool-taken",
                                "spool-waiting",
                                "spool-ready",
                                "spool-second",
                                "spool-without-message",
                                "spool-unknown",
                                "other-ready")
                        .containsEntry("spool-waiting", new SpooledMail.Waiting(WRITTEN.plus(Duration.ofHours(1))))
                        .containsEntry("spool-ready", new SpooledMail.Ready())
                        .containsEntry("spool-unknown", new SpooledMail.Unknown("status 7"))
                        .hasEntrySatisfying(
                                "spool-taken",
                                taken -> assertThat(taken)
                                        .isInstanceOfSatisfying(
                                                SpooledMail.Taken.class,
                                                state ->
                                                        assertThat(state.dead()).isTrue())));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void spooledMailIsTakenInItsOrderWithAllThatItHad(Engine engine) throws Exception {
        on(engine, store -> {
            List<TakenMail> taken = takeAll(store, WRITTEN, 4);
            assertThat(taken)
                    .extracting(TakenMail::name)
                    .containsExactly("spool-ready", "spool-taken", "spool-second", "spool-without-message");
            assertThat(taken)
                    .extracting(TakenMail::content)
                    .containsExactly(
                            "body of spool-ready\r\n", "body of spool-taken\r\n", "body of spool-second\r\n", "none");
            Mail first = taken.get(0).mail();
            assertThat(first.getAttribute(AttributeName.of("colour"))
                            .orElseThrow()
                            .getValue()
                            .getValue())
                    .isEqualTo("red");
            assertThat(first.getAttribute(AttributeName.of("count"))
                            .orElseThrow()
                            .getValue()
                            .getValue())
                    .isEqualTo(5);
            assertThat(first.getRecipients())
                    .containsExactlyInAnyOrder(
                            new MailAddress("bert@example.org"), new MailAddress("info@example.org"));
            assertThat(first.getPerRecipientSpecificHeaders()
                            .getHeadersForRecipient(new MailAddress("bert@example.org")))
                    .hasSize(1);
            assertThat(first.dsnParameters().flatMap(DsnParameters::getEnvIdParameter))
                    .contains(DsnParameters.EnvId.of("QQ314159"));
            assertThat(first.getRemoteAddr()).isEqualTo("192.0.2.1");
            assertThat(states(store)).containsOnlyKeys("spool-waiting", "spool-unknown", "other-ready");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWaitedOrWasInNoStateIsTakenWhenItsTimeHasComeOrTheOperatorSaysSo(Engine engine) throws Exception {
        on(engine, store -> {
            takeAll(store, WRITTEN, 4);
            SpoolAdmin admin = new SpoolAdmin(store.database());
            long unknown = admin.page(0, 100).stream()
                    .filter(each -> each.mail().name().equals("spool-unknown"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertThat(admin.retry(unknown, WRITTEN)).isTrue();
            assertThat(takeAll(store, WRITTEN.plus(Duration.ofHours(2)), 2))
                    .extracting(TakenMail::name)
                    .containsExactlyInAnyOrder("spool-unknown", "spool-waiting");
        });
    }

    private static Map<String, SpooledMail.State> states(Store store) {
        return new SpoolAdmin(store.database())
                .page(0, 100).stream()
                        .collect(Collectors.toMap(each -> each.mail().name(), SpooledMail::state));
    }

    /** What was taken, with what its message said before it was done. */
    private record TakenMail(Mail mail, Object content) {
        String name() {
            return mail.getName();
        }
    }

    private static List<TakenMail> takeAll(Store store, Instant now, int count) throws Exception {
        List<TakenMail> mails = new ArrayList<>();
        try (SqlMailQueueFactory factory = new SqlMailQueueFactory(
                store.database(), new RawMailQueueItemDecoratorFactory(), Clock.fixed(now, ZoneOffset.UTC))) {
            for (MailQueueItem item : Flux.from(
                            factory.getQueue(SPOOL).orElseThrow().deQueue())
                    .take(count)
                    .timeout(Duration.ofSeconds(20))
                    .toIterable(1)) {
                Mail mail = item.getMail();
                mails.add(new TakenMail(
                        mail,
                        mail.getMessage() == null ? "none" : mail.getMessage().getContent()));
                item.done(CompletionStatus.SUCCESS);
            }
        }
        return mails;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void outgoingMailIsShownInTheStateItWasLeftIn(Engine engine) throws Exception {
        on(engine, store -> {
            OutgoingAdmin admin = new OutgoingQueue(store.database()).admin();
            assertThat(admin.summary().recipients())
                    .isEqualTo(Map.of(
                            RecipientStatus.WAITING, 10L,
                            RecipientStatus.UNMET, 2L,
                            RecipientStatus.TAKEN, 2L,
                            RecipientStatus.ON_HOLD, 1L,
                            RecipientStatus.DELIVERED, 1L,
                            RecipientStatus.FAILED, 1L));
            assertThat(admin.summary().oldest()).contains(WRITTEN);
            OutgoingRecipient held = only(admin, "out-held-pinned");
            assertThat(held.status()).isEqualTo(RecipientStatus.UNMET);
            assertThat(held.host()).contains("mx.bank.example");
            assertThat(held.reason()).contains("4.7.5 another key");
            assertThat(held.presented()).contains(pin("bank 3"));
            assertThat(held.expected()).containsExactly(pin("bank 1"), pin("bank 2"));
            OutgoingRecipient deferred = only(admin, "out-deferred");
            assertThat(deferred.attempts()).isEqualTo(7);
            assertThat(deferred.warned()).isTrue();
            assertThat(deferred.nextAttempt()).isEqualTo(WRITTEN.plus(Duration.ofHours(4)));
            assertThat(deferred.notices()).contains("SUCCESS,FAILURE");
            assertThat(deferred.orcpt()).contains("rfc822;deferred@slow.example");
            assertThat(only(admin, "out-returned").bounced()).isTrue();
            assertThat(only(admin, "out-taken-stopping").stopping()).isTrue();
            OutgoingMessage fromNobody = message(admin, "out-from-nobody");
            assertThat(fromNobody.sender()).isEmpty();
            assertThat(fromNobody.ret()).contains("HDRS");
            assertThat(fromNobody.envid()).contains("QQ+15");
            assertThat(fromNobody.expires()).isEqualTo(WRITTEN.plus(Duration.ofDays(5)));
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void outgoingMailThatIsDueOrThatADeadProcessHasTakenIsTakenAndDelivered(Engine engine) throws Exception {
        on(engine, store -> {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            NodeLease node = outgoing.node();
            List<TakenRecipients> due = outgoing.take(node, SOON, Set.of(), 100);
            assertThat(due)
                    .extracting(group -> group.message().name())
                    .containsExactlyInAnyOrder(
                            "out-forwarded-1",
                            "out-forwarded-2",
                            "out-forwarded-3",
                            "out-new",
                            "out-returned",
                            "out-from-nobody",
                            "out-taken");
            assertThat(only(outgoing.admin(), "out-taken-stopping").status()).isEqualTo(RecipientStatus.ON_HOLD);
            for (TakenRecipients group : due) {
                assertThat(outgoing.write(group, delivered(group))).isTrue();
            }
            assertThat(names(outgoing.admin()))
                    .containsExactlyInAnyOrder(
                            "out-parts",
                            "out-deferred",
                            "out-blocked",
                            "out-held-pinned",
                            "out-held-tls",
                            "out-stopped",
                            "out-taken-stopping");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void outgoingMailThatWasDeferredOrHeldIsTriedWhenItsTimeHasCome(Engine engine) throws Exception {
        on(engine, store -> {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            NodeLease node = outgoing.node();
            assertThat(outgoing.take(node, SOON, Set.of(), 100)).hasSize(7);
            List<TakenRecipients> later = outgoing.take(node, NEXT_DAY, Set.of(), 100);
            assertThat(later)
                    .extracting(group -> group.message().name())
                    .containsExactlyInAnyOrder(
                            "out-parts", "out-deferred", "out-blocked", "out-held-pinned", "out-held-tls");
            for (TakenRecipients group : later) {
                assertThat(outgoing.write(group, delivered(group))).isTrue();
            }
            assertThat(names(outgoing.admin())).contains("out-stopped").doesNotContain("out-parts", "out-held-tls");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void heldMailIsReleasedByItsKeyOrByTheOperator(Engine engine) throws Exception {
        on(engine, store -> {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            OutgoingAdmin admin = outgoing.admin();
            OutgoingQueue.HeldFor held =
                    new OutgoingQueue.HeldFor("bank", "bank.example", "mx.bank.example", pin("bank 3"));
            assertThat(outgoing.heldFor()).containsExactly(held);
            assertThat(outgoing.release(held, SOON)).isEqualTo(1);
            assertThat(only(admin, "out-held-pinned").status()).isEqualTo(RecipientStatus.WAITING);
            List<OutgoingMessage> byHand = List.of(message(admin, "out-stopped"), message(admin, "out-held-tls"));
            assertThat(admin.release(byHand, SOON).now()).isEqualTo(2);
            assertThat(admin.bounce(List.of(message(admin, "out-parts")), SOON).now())
                    .isEqualTo(1);
            assertThat(admin.remove(List.of(message(admin, "out-deferred"))).now())
                    .isEqualTo(1);
            assertThat(names(admin)).doesNotContain("out-deferred");
            assertThat(outgoing.take(outgoing.node(), SOON, Set.of(), 100))
                    .extracting(group -> group.message().name())
                    .contains("out-held-pinned", "out-held-tls", "out-stopped", "out-parts");
        });
    }

    private static OutgoingMessage message(OutgoingAdmin admin, String name) {
        return admin.page(0, 100).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static OutgoingRecipient only(OutgoingAdmin admin, String name) {
        List<OutgoingRecipient> recipients = message(admin, name).recipients();
        assertThat(recipients).hasSize(1);
        return recipients.get(0);
    }

    private static List<String> names(OutgoingAdmin admin) {
        return admin.page(0, 100).stream().map(OutgoingMessage::name).toList();
    }

    private static Map<Long, RecipientUpdate> delivered(TakenRecipients group) {
        Map<Long, RecipientUpdate> updates = new HashMap<>();
        group.message()
                .recipients()
                .forEach(recipient ->
                        updates.put(recipient.id(), RecipientUpdate.delivered(Optional.of("mx.example"), "250 ok")));
        return updates;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rewrittenSendersAreTurnedBack(Engine engine) throws Exception {
        on(engine, store -> {
            OutgoingAdmin admin = new OutgoingQueue(store.database()).admin();
            SrsRewriter paths = new SrsRewriter(store.database(), Clock.fixed(NEXT_DAY, ZoneOffset.UTC));
            List<String> originals = new ArrayList<>();
            for (String name : List.of("out-forwarded-1", "out-forwarded-2", "out-forwarded-3")) {
                String sender = message(admin, name).sender().orElseThrow();
                originals.add(
                        paths.original(new MailAddress(sender)).orElseThrow().asString());
            }
            assertThat(originals)
                    .containsExactly(
                            "friend@elsewhere.example",
                            "friend@elsewhere.example",
                            "x".repeat(60) + "@elsewhere.example");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void pinsAreWhatTheyWereWithTheirHistoryAndGoOn(Engine engine) throws Exception {
        on(engine, store -> {
            PinStore pins = new PinStore(store.database(), Clock.fixed(SOON, ZoneOffset.UTC));
            assertThat(pins.list())
                    .extracting(each ->
                            each.peer().name() + " " + each.peer().state().text()
                                    + each.peer().until().map(day -> " " + day).orElse(""))
                    .containsExactlyInAnyOrder(
                            "bank retiring",
                            "bank active",
                            "branch retiring 2026-12-31",
                            "branch active",
                            "coming next",
                            "former revoked",
                            "scanner active");
            assertThat(pins.find(pin("branch 2")).orElseThrow().firstSeen()).contains(WRITTEN);
            assertThat(pins.find(pin("scanner 1")).orElseThrow().note()).isEqualTo("floor 4");
            assertThat(pins.history())
                    .extracting(PinHistoryEntry::step)
                    .containsExactly(
                            "add",
                            "add",
                            "seen",
                            "supersede",
                            "retire",
                            "add",
                            "add",
                            "promote",
                            "supersede",
                            "add",
                            "change",
                            "add",
                            "revoke",
                            "add");
            assertThat(pins.seen(pin("coming 1"), new ChangeAuthor("node", "seen"))
                            .join())
                    .isInstanceOf(PinChangeResult.Done.class);
            assertThat(pins.find(pin("coming 1")).orElseThrow().peer().state()).isEqualTo(PinState.ACTIVE);
            assertThat(pins.history(pin("coming 1").toString()))
                    .extracting(PinHistoryEntry::step)
                    .containsExactly("add", "seen");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void repositoriesAreReadAndTheirMailIsSentAgain(Engine engine) throws Exception {
        on(engine, store -> {
            RepositoryAdmin admin = new RepositoryAdmin(store.database());
            assertThat(admin.repositories())
                    .extracting(RepositoryAdmin.Repository::path)
                    .containsExactly("var/mail/error", "var/mail/loop", "var/mail/undeliverable");
            RepositoryMail kept = admin.find("var/mail/error", "kept-one").orElseThrow();
            assertThat(kept.mail().details().error()).contains("a mailet failed\nin line 2");
            assertThat(kept.mail().details().failures()).contains(5L);
            Mail mail = new SqlMailRepository(store.database(), MailRepositoryPath.from("var/mail/error"))
                    .retrieve(new MailKey("kept-two"));
            assertThat(mail.getMessage().getContent()).isEqualTo("body of kept-two\r\n");
            assertThat(admin.resend("var/mail/error", "kept-one", "root", WRITTEN))
                    .isTrue();
            assertThat(states(store)).containsEntry("kept-one", new SpooledMail.Ready());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void deadLettersAreReadAndRemoved(Engine engine) throws Exception {
        on(engine, store -> {
            SqlEventDeadLetters letters =
                    new SqlEventDeadLetters(store.database(), new EventBusTestFixture.TestEventSerializer());
            assertThat(letters.groupsWithFailedEvents().collectList().block())
                    .containsExactlyInAnyOrder(EventBusTestFixture.GROUP_A, EventBusTestFixture.GROUP_B);
            assertThat(letters.failedIds(EventBusTestFixture.GROUP_A)
                            .concatMap(id -> letters.failedEvent(EventBusTestFixture.GROUP_A, id))
                            .collectList()
                            .block())
                    .containsExactlyInAnyOrder(EventBusTestFixture.EVENT, EventBusTestFixture.EVENT_2);
            letters.remove(EventBusTestFixture.GROUP_A).block();
            letters.remove(EventBusTestFixture.GROUP_B).block();
            assertThat(letters.containEvents().block()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void mailboxesHaveTheirMessagesFlagsAndRightsAndTakeNewOnes(Engine engine) throws Exception {
        on(engine, store -> {
            SqlMailboxSystem system = SqlMailboxSystem.on(store.database());
            MailboxSession session = MailboxSessionUtil.create(ANNA);
            MailboxPath work = MailboxPath.forUser(ANNA, "Work.Done");
            MessageManager mailbox = system.mailboxes().getMailbox(work, session);
            List<MessageResult> messages = new ArrayList<>();
            mailbox.getMessages(MessageRange.all(), FetchGroup.FULL_CONTENT, session)
                    .forEachRemaining(messages::add);
            assertThat(messages).extracting(each -> each.getUid().asLong()).containsExactly(1L, 2L, 4L);
            Flags flagged = messages.get(0).getFlags();
            assertThat(flagged.contains(Flags.Flag.FLAGGED)).isTrue();
            assertThat(flagged.getUserFlags()).containsExactlyInAnyOrder("$Forwarded", "Later");
            assertThat(messages.get(1).getFlags().contains(Flags.Flag.SEEN)).isTrue();
            assertThat(messages.get(2).getFlags().contains(Flags.Flag.DELETED)).isTrue();
            assertThat(new String(
                            messages.get(0).getFullContent().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("\r\n\r\nこんにちは\r\n");
            assertThat(system.mailboxes().listRights(work, session).getEntries())
                    .containsEntry(
                            MailboxACL.EntryKey.createUserEntryKey(BERT),
                            MailboxACL.Rfc4314Rights.fromSerializedRfc4314Rights("lrs"));
            assertThat(system.mailboxes().getAllAnnotations(work, session))
                    .extracting(each ->
                            each.getKey().asString() + " " + each.getValue().orElse(""))
                    .containsExactly("/private/comment done things");
            MessageManager.AppendResult appended = mailbox.appendMessage(
                    MessageManager.AppendCommand.builder().build("Subject: new\r\n\r\nnew\r\n"), session);
            assertThat(appended.getId().getUid()).isEqualTo(MessageUid.of(5));
            assertThat(new StoreCheck(store.database(), line -> {}).run())
                    .extracting(StoreFault::kind)
                    .containsExactly(StoreFault.Kind.STUCK);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void maildropsOpenAndGiveTheirMessagesWhole(Engine engine) throws Exception {
        on(engine, store -> {
            try (SqlMaildrops maildrops = new SqlMaildrops(store.database(), store.bodies(), new QuietBus().bus());
                    SqlMaildrop first = maildrops.open(ANNA).orElseThrow();
                    SqlMaildrop second = maildrops.open(BERT).orElseThrow();
                    InputStream large = second.content(2)) {
                assertThat(first.contents(1, 1))
                        .hasEntrySatisfying(
                                1L,
                                octets -> assertThat(new String(octets, StandardCharsets.US_ASCII))
                                        .isEqualTo(
                                                "Delivered-To: anna@example.org\r\nSubject: to both\r\n\r\nHello\r\n"));
                assertThat(new String(large.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("Subject: large\r\n\r\n" + "0123456789abcd\r\n".repeat(9_000));
            }
        });
    }
}
