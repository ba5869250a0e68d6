// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static dev.sekisho.store.imap.OpenImapStore.ANNA;
import static dev.sekisho.store.imap.OpenImapStore.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxChangesTest {

    private static final Duration NEVER = Duration.ofHours(1);

    /** Remembers what it was told. */
    private static final class Told implements MailboxListener {
        final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void changed(long modSeq) {
            words.add("changed " + modSeq);
        }

        @Override
        public void removed() {
            words.add("removed");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoWatchesIsToldBeforeTheWriterGoesOn(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine);
                MailboxChanges changes = new MailboxChanges(new Deaf(open.database), NEVER)) {
            MailboxId inbox = open.mailbox("Work");
            Told told = new Told();
            AtomicInteger lists = new AtomicInteger();
            Subscription subscription = changes.subscribe(inbox, told);
            changes.subscribe(ANNA, lists::incrementAndGet);
            open.append(inbox, MessageFlags.NONE, MessageFlags.NONE);
            assertThat(told.words).containsExactly("changed 2");
            FlagChange seen = new FlagChange(FlagChange.How.ADD, MessageFlags.of(SystemFlag.SEEN));
            done(open.store.writer().changeFlags(inbox, UidSet.ALL, seen, OptionalLong.empty(), (state, before) -> {}));
            done(open.store.writer().changeFlags(inbox, UidSet.ALL, seen, OptionalLong.empty(), (state, before) -> {}));
            assertThat(told.words).containsExactly("changed 2", "changed 3");
            assertThat(lists).hasValue(0);
            done(open.store.mailboxes().rename(ANNA, "Work", "Play"));
            open.store.mailboxes().subscribe(ANNA, "Play");
            assertThat(lists).hasValue(2);
            done(open.store.mailboxes().delete(ANNA, "Play"));
            assertThat(told.words).containsExactly("changed 2", "changed 3", "removed");
            assertThat(lists).hasValue(3);
            subscription.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUnitThatIsUndoneTellsNothing(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine);
                MailboxChanges changes = new MailboxChanges(new Deaf(open.database), NEVER)) {
            MailboxId inbox = open.mailbox("INBOX");
            Told told = new Told();
            changes.subscribe(inbox, told);
            try {
                open.database.write(sql -> {
                    sql.announce("mailbox-" + inbox.value(), 77);
                    throw new StoreException("on purpose", null);
                });
            } catch (StoreException expected) {
                assertThat(expected).hasMessage("on purpose");
            }
            assertThat(told.words).isEmpty();
        }
    }

    @Test
    void anotherNodeIsToldByANotification() {
        try (OpenImapStore open = OpenImapStore.on(Engine.POSTGRESQL);
                Database other = DatabaseOpener.open(open.place.settings());
                MailboxChanges changes = new MailboxChanges(other, NEVER)) {
            MailboxId inbox = open.mailbox("Work");
            Told told = new Told();
            AtomicInteger lists = new AtomicInteger();
            changes.subscribe(inbox, told);
            changes.subscribe(ANNA, lists::incrementAndGet);
            // When it begins to listen it looks, and may say what is there.
            Awaitility.await().until(() -> told.words.contains("changed 1") && lists.get() > 0);
            open.append(inbox, MessageFlags.NONE);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.words.contains("changed 2"));
            int before = lists.get();
            done(open.store.mailboxes().rename(ANNA, "Work", "Play"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> lists.get() > before);
            done(open.store.mailboxes().delete(ANNA, "Play"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.words.contains("removed"));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whereNoNotificationComesItLooks(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine);
                Database other = DatabaseOpener.open(open.place.settings());
                MailboxChanges changes = new MailboxChanges(new Deaf(other), Duration.ofMillis(50))) {
            MailboxId inbox = open.mailbox("Work");
            Told told = new Told();
            AtomicInteger lists = new AtomicInteger();
            changes.subscribe(inbox, told);
            changes.subscribe(ANNA, lists::incrementAndGet);
            open.append(inbox, MessageFlags.NONE);
            Awaitility.await().until(() -> told.words.contains("changed 2") && lists.get() > 0);
            int before = lists.get();
            done(open.store.mailboxes().rename(ANNA, "Work", "Play"));
            Awaitility.await().until(() -> lists.get() > before);
            done(open.store.mailboxes().delete(ANNA, "Play"));
            Awaitility.await().until(() -> told.words.contains("removed"));
        }
    }

    private static final class Deaf extends WrappedDatabase {
        Deaf(Database database) {
            super(database);
        }

        @Override
        public StoreNotifications notifications() {
            return StoreNotifications.NONE;
        }
    }
}
