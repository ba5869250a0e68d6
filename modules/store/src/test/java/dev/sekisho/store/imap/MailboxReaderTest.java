// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static dev.sekisho.store.imap.OpenImapStore.ANNA;
import static dev.sekisho.store.imap.OpenImapStore.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.FormerStore;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.UnitOfWork;
import dev.sekisho.store.textindex.TextIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxReaderTest {

    private static final int LARGE = 100_000;

    /** A mailbox of so many messages of one body, every tenth UID left out. */
    private static void fill(OpenImapStore open, MailboxId mailbox, int messages) {
        open.append(mailbox, MessageFlags.NONE);
        open.database.write(sql -> {
            sql.update(
                    "INSERT INTO messages (mailbox_id, uid, modseq, flags, keywords, octets, header_octets, arrived, saved,"
                            + " message_id, thread_id, body_id, prefix, properties)"
                            + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                            + " SELECT mailbox_id, 1 + i + i / 10, 3, 0, '', octets, header_octets, arrived, saved,"
                            + " message_id, thread_id, body_id, prefix, properties FROM messages, n WHERE mailbox_id = ?",
                    messages - 1,
                    mailbox.value());
            return sql.update(
                    "UPDATE mailboxes SET modseq = 3, last_uid = ?, messages = ?, unseen = ?, octets = octets * ? WHERE id = ?",
                    2L * messages,
                    messages,
                    messages,
                    messages,
                    mailbox.value());
        });
    }

    /** Counts questions. */
    private static final class Counting extends WrappedDatabase {
        final AtomicInteger units = new AtomicInteger();

        Counting(Database database) {
            super(database);
        }

        @Override
        public <T> T read(UnitOfWork<T> work) {
            units.incrementAndGet();
            return super.read(work);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLargeMailboxOpensWithoutItsMessages(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            fill(open, inbox, LARGE);
            Counting counting = new Counting(open.database);
            MailboxReader reader = new MailboxReader(counting, new BodyStore(counting), new TextIndex(counting, true));
            open.database.write(sql -> sql.update("ALTER TABLE messages RENAME TO hidden"));
            OpenMailbox opened = reader.open(inbox, true).orElseThrow();
            open.database.write(sql -> sql.update("ALTER TABLE hidden RENAME TO messages"));
            assertThat(opened.messages()).isEqualTo(LARGE);
            assertThat(counting.units).hasValue(1);
            UidSet uids = reader.uids(opened).orElseThrow();
            assertThat(uids.size()).isEqualTo(LARGE);
            assertThat(uids.rangeCount()).isEqualTo(LARGE / 10);
            assertThat(counting.units).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rowsAreReadPageByPageHoweverTheyAreAskedFor(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            fill(open, inbox, 5000);
            List<Long> all = new ArrayList<>(open.rows(inbox).keySet());
            for (UidSet asked : List.of(
                    UidSet.ALL,
                    UidSet.range(7, 4321),
                    UidSet.of(1, 2, 3, 5000, 9_999_999),
                    UidSet.of(all.stream()
                            .filter(uid -> uid % 3 != 0)
                            .mapToLong(Long::longValue)
                            .toArray()))) {
                List<Long> wanted = all.stream().filter(asked::contains).toList();
                MailboxReader withoutCache = open.readerWithoutCache();
                assertThat(uids(withoutCache.messages(inbox, asked, true), 200)).isEqualTo(wanted);
                assertThat(uids(open.store.reader().messages(inbox, asked, true), 1000))
                        .isEqualTo(wanted);
            }
        }
    }

    private static List<Long> uids(MessageCursor<StoredMessage> cursor, int mostOfPage) {
        List<Long> read = new ArrayList<>();
        for (List<StoredMessage> page = cursor.next(); !page.isEmpty(); page = cursor.next()) {
            assertThat(page).hasSizeLessThanOrEqualTo(mostOfPage);
            page.forEach(message -> read.add(message.uid()));
        }
        return read;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whereExpungesAreForgottenAllThatIsNotThereHasVanished(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            MessageFlags deleted = MessageFlags.of(SystemFlag.DELETED);
            open.append(inbox, deleted, deleted, MessageFlags.NONE, deleted, MessageFlags.NONE);
            OpenMailbox opened = open.store.reader().open(inbox, false).orElseThrow();
            done(open.store.writer().expunge(inbox, UidSet.of(1)));
            OpenMailbox withGap = open.store.reader().open(inbox, false).orElseThrow();
            for (long uid : new long[] {2, 4}) {
                done(open.store.writer().expunge(inbox, UidSet.of(uid)));
            }
            new ExpungeLog(open.database, 1).forgetTooMany();
            MailboxDelta delta = open.store
                    .reader()
                    .changesSince(inbox, opened.highestModSeq())
                    .orElseThrow();
            assertThat(delta.isExact()).isFalse();
            assertThat(delta.vanished()).hasToString("1:2,4");
            assertThat(open.store.reader().uids(withGap)).isEmpty();
            assertThat(open.store.reader().uids(opened))
                    .as("all that ever came were there")
                    .hasValue(UidSet.range(1, 5));
            MailboxDelta recent = open.store
                    .reader()
                    .changesSince(inbox, delta.highestModSeq() - 1)
                    .orElseThrow();
            assertThat(recent.isExact()).isTrue();
            assertThat(recent.vanished()).hasToString("4");
            new ExpungeLog(open.database)
                    .forgetOld(Instant.now().plus(ExpungeLog.KEPT).plusSeconds(60));
            assertThat(open.database.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM expunged")))
                    .isZero();
            assertThat(open.store
                            .reader()
                            .changesSince(inbox, delta.highestModSeq())
                            .orElseThrow()
                            .isExact())
                    .isTrue();
        }
    }

    /** While two write, one follows them by changes alone. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoFollowsTwoWritersIsNeverMisled(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            OpenMailbox opened = open.store.reader().open(inbox, false).orElseThrow();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> one = CompletableFuture.runAsync(() -> write(open, inbox, 0));
            CompletableFuture<Void> two = CompletableFuture.runAsync(() -> write(open, inbox, 1));
            CompletableFuture<Void> both =
                    CompletableFuture.allOf(one, two).whenComplete((done, failed) -> over.set(true));
            Map<Long, FlagState> view = new TreeMap<>();
            long modSeq = opened.highestModSeq();
            long uidNext = opened.uidNext();
            boolean last = false;
            while (!last) {
                last = over.get();
                MailboxDelta delta =
                        open.store.reader().changesSince(inbox, modSeq).orElseThrow();
                assertThat(delta.highestModSeq()).isGreaterThanOrEqualTo(modSeq);
                delta.vanished().forEach(view::remove);
                for (FlagState state : delta.flags().orElseThrow()) {
                    boolean isKnown = view.put(state.uid(), state) != null;
                    assertThat(isKnown).isEqualTo(state.uid() < uidNext);
                    assertThat(state.modSeq()).isLessThanOrEqualTo(delta.highestModSeq());
                }
                assertThat(view).hasSize((int) delta.messages());
                modSeq = delta.highestModSeq();
                uidNext = delta.uidNext();
            }
            both.join();
            assertThat(view).isEqualTo(open.rows(inbox));
        }
    }

    private static void write(OpenImapStore open, MailboxId inbox, int which) {
        for (int i = 0; i < 40; i++) {
            PlacedMessages placed = open.append(inbox, MessageFlags.NONE, MessageFlags.of(SystemFlag.DELETED));
            FlagChange change = new FlagChange(FlagChange.How.ADD, MessageFlags.of(List.of(), List.of("w" + which)));
            done(open.store
                    .writer()
                    .changeFlags(
                            inbox,
                            UidSet.range(1, placed.uids().first()),
                            change,
                            OptionalLong.empty(),
                            (s, before) -> {}));
            if (i % 3 == which) {
                done(open.store.writer().expunge(inbox, UidSet.ALL));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoreOfAnEarlierVersionIsReadAndItsExpungesAreUnknown(Engine engine) {
        try (Engine.Place place = engine.place()) {
            FormerStore.at(place);
            try (Store store = Store.open(place.settings(), new PasswordHasher(10))) {
                EventBus bus = new QuietBus().bus();
                UserMailboxes mailboxes = new UserMailboxes(
                        store.database(),
                        store.bodies(),
                        new BusEvents(store.database(), bus),
                        new MailboxBusEvents(bus));
                MailboxReader reader = new MailboxReader(store.database(), store.bodies(), store.textIndex());
                MessageSummaries summaries = new MessageSummaries(store.database(), store.bodies());
                Username anna = ANNA;
                mailboxes.provide(anna);
                assertThat(mailboxes.list(anna).mailboxes())
                        .extracting(MailboxEntry::name)
                        .contains("INBOX", "Sent", "Drafts", "Junk", "Trash", "Archive", "Work.Done");
                MailboxEntry inbox = mailboxes.find(anna, "INBOX").orElseThrow();
                OpenMailbox opened = reader.open(inbox.id(), false).orElseThrow();
                assertThat(reader.uids(opened).orElseThrow().size()).isEqualTo(opened.messages());
                if (opened.highestModSeq() > 1) {
                    assertThat(reader.changesSince(inbox.id(), 1).orElseThrow().isExact())
                            .isFalse();
                }
                assertThat(reader.changesSince(inbox.id(), opened.highestModSeq())
                                .orElseThrow()
                                .isExact())
                        .isTrue();
                assertThat(summaries.computeMissing(left -> {})).isPositive();
            }
        }
    }
}
