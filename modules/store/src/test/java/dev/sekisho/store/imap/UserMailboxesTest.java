// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static dev.sekisho.store.imap.OpenImapStore.ANNA;
import static dev.sekisho.store.imap.OpenImapStore.done;
import static dev.sekisho.store.imap.OpenImapStore.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.SpecialUse;
import dev.sekisho.store.maintenance.MailboxCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.james.events.Event;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.events.MailboxEvents.MailboxDeletion;
import org.apache.james.mailbox.events.MailboxEvents.MailboxEvent;
import org.apache.james.mailbox.events.MailboxEvents.MailboxRenamed;
import org.apache.james.mailbox.events.MailboxEvents.MessageEvent;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.store.user.model.Subscription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserMailboxesTest {

    private static void on(Engine engine, Consumer<OpenImapStore> scene) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            scene.accept(open);
        }
    }

    private static List<String> names(OpenImapStore open) {
        open.store.mailboxes().provide(ANNA);
        return open.store.mailboxes().list(ANNA).mailboxes().stream()
                .map(MailboxEntry::name)
                .toList();
    }

    private static WriteResult<MailboxId> create(OpenImapStore open, String name) {
        return open.store.mailboxes().create(ANNA, name, Optional.empty());
    }

    private static WriteResult<MailboxId> rename(OpenImapStore open, String from, String to) {
        return open.store.mailboxes().rename(ANNA, from, to);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyAccountHasItsMailboxesFromItsFirstLogin(Engine engine) {
        on(engine, open -> {
            open.store.mailboxes().provide(ANNA);
            List<MailboxEntry> entries = open.store.mailboxes().list(ANNA).mailboxes();
            assertThat(entries)
                    .extracting(entry -> entry.name() + " "
                            + entry.use().map(SpecialUse::attribute).orElse("-") + " " + entry.subscribed())
                    .containsExactly(
                            "Archive \\Archive true",
                            "Drafts \\Drafts true",
                            "INBOX - true",
                            "Junk \\Junk true",
                            "Sent \\Sent true",
                            "Trash \\Trash true");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLookMakesNothing(Engine engine) {
        on(engine, open -> {
            assertThat(open.store.mailboxes().list(ANNA).mailboxes()).isEmpty();
            assertThat(open.database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM mailboxes")))
                    .isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDeliveryMakesThemToo(Engine engine) {
        on(engine, open -> {
            open.delivery().deliver(List.of(new LocalDelivery.Recipient(ANNA, "")), SmallBody.in(open.database), 1);
            assertThat(open.database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM mailboxes")))
                    .isEqualTo(6);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anOlderAccountKeepsTheMailboxesOfTheUsualNames(Engine engine) {
        on(engine, open -> {
            long spam = open.database.write(
                    sql -> MailboxTable.insert(sql, MailboxPath.forUser(ANNA, "Spam"), UidValidity.generate())
                            .orElseThrow());
            open.store.mailboxes().provide(ANNA);
            assertThat(open.store.mailboxes().list(ANNA).mailboxes())
                    .filteredOn(entry -> entry.use().equals(Optional.of(SpecialUse.JUNK)))
                    .extracting(MailboxEntry::id)
                    .containsExactly(new MailboxId(spam));
            assertThat(names(open)).doesNotContain("Junk");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAUserDeletesOfThemIsNotMadeAgain(Engine engine) {
        on(engine, open -> {
            names(open);
            done(open.store.mailboxes().delete(ANNA, "Junk"));
            assertThat(names(open)).doesNotContain("Junk").contains("Sent");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsBelowInboxIsBelowItInWhateverLettersItIsWritten(Engine engine) {
        on(engine, open -> {
            done(create(open, "INBOX.sub"));
            done(create(open, "inbox.Sub2"));
            assertThat(names(open)).contains("INBOX.sub", "INBOX.Sub2").noneMatch(name -> name.startsWith("inbox"));
            assertThat(refusal(create(open, "Inbox.sub"))).isEqualTo(Refusal.ALREADY_EXISTS);
            done(rename(open, "inbox.sub", "INBOX.s3"));
            assertThat(names(open)).contains("INBOX.s3").doesNotContain("INBOX.sub");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailboxThatIsMadeAgainHasAGreaterUidValidity(Engine engine) {
        on(engine, open -> {
            List<Long> validities = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                MailboxId made = done(create(open, "again"));
                validities.add(open.store.mailboxes().status(made).orElseThrow().uidValidity());
                done(open.store.mailboxes().delete(ANNA, "again"));
            }
            assertThat(validities).doesNotHaveDuplicates().isSorted();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailboxIsMadeWithTheLevelsAboveItAndAUseThatIsFree(Engine engine) {
        on(engine, open -> {
            names(open);
            done(create(open, "Projekte.2026.Bahn."));
            assertThat(names(open)).contains("Projekte", "Projekte.2026", "Projekte.2026.Bahn");
            assertThat(open.store
                            .mailboxes()
                            .find(ANNA, "Projekte")
                            .orElseThrow()
                            .hasChildren())
                    .isTrue();
            assertThat(refusal(create(open, "Projekte"))).isEqualTo(Refusal.ALREADY_EXISTS);
            assertThat(refusal(create(open, "inbox"))).isEqualTo(Refusal.ALREADY_EXISTS);
            assertThat(refusal(open.store.mailboxes().create(ANNA, "Post", Optional.of(SpecialUse.SENT))))
                    .isEqualTo(Refusal.USE_IS_TAKEN);
            done(open.store.mailboxes().delete(ANNA, "Sent"));
            done(open.store.mailboxes().create(ANNA, "送信済み", Optional.of(SpecialUse.SENT)));
            assertThat(open.store.mailboxes().find(ANNA, "送信済み").orElseThrow().use())
                    .hasValue(SpecialUse.SENT);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void namesThatNoMailboxMayHaveAreRefused(Engine engine) {
        on(engine, open -> {
            for (String name : List.of(
                    "", ".", "a..b", ".a", "a%", "*", "#shared.a", "a\u0000b", "a\nb", "\ud800", "x".repeat(201))) {
                assertThat(refusal(create(open, name))).as(name).isEqualTo(Refusal.NAME_NOT_ALLOWED);
            }
            done(create(open, "R&D"));
            done(create(open, "Cafe\u0301"));
            assertThat(names(open)).contains("R&D", "Caf\u00e9");
            assertThat(open.store.mailboxes().find(ANNA, "Cafe\u0301")).isPresent();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void renamingTakesAllBelowAlongAndKeepsTheId(Engine engine) {
        on(engine, open -> {
            MailboxId below = open.mailbox("A.B");
            MailboxId above = open.mailbox("A");
            open.append(below, MessageFlags.NONE);
            assertThat(done(rename(open, "A", "Neu.C"))).isEqualTo(above);
            assertThat(names(open)).contains("Neu", "Neu.C", "Neu.C.B").doesNotContain("A", "A.B");
            assertThat(open.mailbox("Neu.C.B")).isEqualTo(below);
            assertThat(open.rows(below)).hasSize(1);
            assertThat(refusal(rename(open, "A", "D"))).isEqualTo(Refusal.NO_SUCH_MAILBOX);
            assertThat(refusal(rename(open, "Neu", "Sent"))).isEqualTo(Refusal.ALREADY_EXISTS);
            assertThat(refusal(rename(open, "Neu", "Neu.D"))).isEqualTo(Refusal.BELOW_ITSELF);
            open.mailbox("Z.C.B");
            done(open.store.mailboxes().delete(ANNA, "Z"));
            assertThat(refusal(rename(open, "Neu", "Z"))).isEqualTo(Refusal.ALREADY_EXISTS);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void renamingInboxMovesItsMessagesAndLeavesItEmpty(Engine engine) {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE, MessageFlags.of(SystemFlag.SEEN));
            OpenMailbox before = open.store.reader().open(inbox, false).orElseThrow();
            MailboxId old = done(rename(open, "inbox", "Alt.2025"));
            assertThat(open.mailbox("INBOX")).isEqualTo(inbox).isNotEqualTo(old);
            assertThat(open.rows(inbox)).isEmpty();
            assertThat(open.rows(old)).hasSize(2);
            assertThat(open.store
                            .reader()
                            .changesSince(inbox, before.highestModSeq())
                            .orElseThrow()
                            .vanished())
                    .hasToString("1:2");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRemovedWhileInboxIsRenamedIsCountedOnce(Engine engine) {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> expunging = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    done(open.store.writer().expunge(inbox, UidSet.ALL));
                }
            });
            for (int i = 0; i < 40; i++) {
                open.append(inbox, MessageFlags.of(SystemFlag.DELETED), MessageFlags.of(SystemFlag.DELETED));
                done(rename(open, "INBOX", "Old" + i));
            }
            over.set(true);
            expunging.join();
            assertThat(MailboxCounters.repair(open.database)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDeletedMailboxIsGoneForAllAtOnceAndForGood(Engine engine) {
        on(engine, open -> {
            MailboxId mailbox = open.mailbox("Weg.Bald");
            MailboxId inbox = open.mailbox("INBOX");
            open.append(mailbox, MessageFlags.NONE);
            open.append(inbox, MessageFlags.NONE);
            done(open.store.mailboxes().delete(ANNA, "Weg.Bald"));
            assertThat(open.store.mailboxes().status(mailbox)).isEmpty();
            assertThat(open.store.reader().open(mailbox, true)).isEmpty();
            assertThat(open.store.reader().changesSince(mailbox, 1)).isEmpty();
            assertThat(refusal(open.store.writer().move(inbox, UidSet.ALL, mailbox)))
                    .isEqualTo(Refusal.NO_SUCH_MAILBOX);
            assertThat(refusal(open.store.writer().move(mailbox, UidSet.ALL, inbox)))
                    .isEqualTo(Refusal.SOURCE_IS_GONE);
            assertThat(refusal(open.store.writer().copy(mailbox, UidSet.ALL, inbox)))
                    .isEqualTo(Refusal.SOURCE_IS_GONE);
            assertThat(open.rows(inbox)).hasSize(1);
            assertThat(names(open)).contains("Weg");
            assertThat(refusal(open.store.mailboxes().delete(ANNA, "Weg.Bald"))).isEqualTo(Refusal.NO_SUCH_MAILBOX);
            assertThat(refusal(open.store.mailboxes().delete(ANNA, "InBox"))).isEqualTo(Refusal.INBOX_STAYS);
            assertThat(refusal(open.store.mailboxes().delete(ANNA, "InBox."))).isEqualTo(Refusal.INBOX_STAYS);
            assertThat(open.mailbox("Weg.Bald")).isNotEqualTo(mailbox);
            assertThat(open.database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM messages")))
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingComesToAMailboxWhoseMessagesAreBeingRemoved(Engine engine) {
        on(engine, open -> {
            MailboxId mailbox = open.mailbox("Gross");
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE);
            MessageFlags[] many = new MessageFlags[MessageRemoval.MOST + 1];
            java.util.Arrays.fill(many, MessageFlags.NONE);
            open.append(mailbox, many);
            boolean more = open.database.write(sql -> MessageRemoval.mailbox(sql, open.bodies, mailbox.value()));
            assertThat(more).isTrue();
            assertThat(refusal(open.store.writer().append(mailbox, List.of(open.message(MessageFlags.NONE, "\n")))))
                    .isEqualTo(Refusal.NO_SUCH_MAILBOX);
            assertThat(refusal(open.store.writer().copy(inbox, UidSet.ALL, mailbox)))
                    .isEqualTo(Refusal.NO_SUCH_MAILBOX);
            assertThat(open.store.reader().open(mailbox, false)).isEmpty();
            assertThat(open.database.<List<Long>>read(MailboxTable::retired)).containsExactly(mailbox.value());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void noMoreNamesAreSubscribedToThanMayBe(Engine engine) {
        on(engine, open -> {
            names(open);
            open.database.write(sql -> {
                sql.updateAll(
                        "INSERT INTO subscriptions (user_name, mailbox) VALUES (?, ?)",
                        IntStream.range(6, UserMailboxes.MOST_SUBSCRIPTIONS - 1)
                                .mapToObj(i -> new Object[] {ANNA.asString(), "N" + i})
                                .toList());
                return true;
            });
            assertThat(done(open.store.mailboxes().subscribe(ANNA, "inbox.Last")))
                    .isEqualTo("INBOX.Last");
            assertThat(refusal(open.store.mailboxes().subscribe(ANNA, "Another")))
                    .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS);
            assertThat(open.store.mailboxes().find(ANNA, "Sent").orElseThrow().subscribed())
                    .isTrue();
            open.store.mailboxes().unsubscribe(ANNA, "Sent");
            assertThat(open.store.mailboxes().find(ANNA, "Sent").orElseThrow().subscribed())
                    .isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void subscriptionsAreOfNamesAndTheSameForJames(Engine engine) {
        on(engine, open -> {
            names(open);
            open.store.mailboxes().subscribe(ANNA, "Fehlt");
            open.store.mailboxes().unsubscribe(ANNA, "Sent");
            MailboxListing listing = open.store.mailboxes().list(ANNA);
            assertThat(listing.missing()).containsExactly("Fehlt");
            assertThat(listing.mailboxes())
                    .filteredOn(entry -> !entry.subscribed())
                    .extracting(MailboxEntry::name)
                    .containsExactly("Sent");
            try {
                assertThat(open.mappers()
                                .getSubscriptionMapper(MailboxSessionUtil.create(ANNA))
                                .findSubscriptionsForUser(ANNA))
                        .contains(new Subscription(
                                ANNA, MailboxPath.forUser(ANNA, "Fehlt").asEscapedString()));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void statusCountsAsTheRowsDo(Engine engine) {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            assertThat(open.store.mailboxes().status(inbox).orElseThrow().highestModSeq())
                    .isEqualTo(1);
            open.append(
                    inbox, MessageFlags.of(SystemFlag.SEEN), MessageFlags.of(SystemFlag.DELETED), MessageFlags.NONE);
            MailboxStatus status = open.store.mailboxes().status(inbox).orElseThrow();
            assertThat(status.counts()).isEqualTo(new MailboxCounts(3, 2, 1, 3, 18, 6));
            assertThat(status.uidNext()).isEqualTo(4);
            assertThat(status.highestModSeq()).isEqualTo(2);
            OpenMailbox first = open.store.reader().open(inbox, true).orElseThrow();
            OpenMailbox second = open.store.reader().open(inbox, true).orElseThrow();
            assertThat(first.recentFrom()).isEqualTo(1);
            assertThat(second.recentFrom()).isEqualTo(4);
            assertThat(open.store.mailboxes().statuses(ANNA, List.of(inbox)))
                    .extracting(each -> each.counts().recent())
                    .containsExactly(0L);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void listenersOfJamesHearOfMailboxesThatAreMadeRenamedAndDeleted(Engine engine) {
        on(engine, open -> {
            MailboxId made = OpenImapStore.done(create(open, "a.b"));
            open.append(made, MessageFlags.NONE);
            OpenImapStore.done(rename(open, "a", "c"));
            OpenImapStore.done(open.store.mailboxes().delete(ANNA, "c.b"));
            assertThat(refusal(create(open, "c"))).isEqualTo(Refusal.ALREADY_EXISTS);
            assertThat(open.bus.heard().stream()
                            .filter(event -> !(event instanceof MessageEvent))
                            .map(UserMailboxesTest::text)
                            .toList())
                    .containsExactly(
                            "MailboxAdded a",
                            "MailboxAdded a.b",
                            "MailboxRenamed a c",
                            "MailboxRenamed a.b c.b",
                            "MailboxDeletion c.b 1 6");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void listenersOfJamesHearOfWhatARenamedInboxHeld(Engine engine) {
        on(engine, open -> {
            open.append(open.mailbox("INBOX"), MessageFlags.NONE);
            int before = open.bus.heard().size();
            OpenImapStore.done(rename(open, "INBOX", "old"));
            assertThat(open.bus.heard().stream()
                            .skip(before)
                            .map(UserMailboxesTest::text)
                            .toList())
                    .containsExactly("MailboxAdded old", "Added old");
        });
    }

    private static String text(Event event) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof MailboxRenamed renamed) {
            return kind + " " + renamed.getMailboxPath().getName() + " "
                    + renamed.getNewPath().getName();
        }
        String name = ((MailboxEvent) event).getMailboxPath().getName();
        return event instanceof MailboxDeletion deleted
                ? kind + " " + name + " " + deleted.getDeletedMessageCount().asLong() + " "
                        + deleted.getTotalDeletedSize().asLong()
                : kind + " " + name;
    }
}
