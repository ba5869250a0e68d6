// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.text.BodyText;
import dev.sekisho.message.text.TextMatcher;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.FormerStore;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery.Recipient;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.textindex.BackgroundIndexing;
import dev.sekisho.store.textindex.TextIndex;
import dev.sekisho.store.textindex.TextIndexing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextIndexTest {
    private static final String LETTERS = "abc déf ΣσΓ тест шип 日本語会議 カナ 한국어 回\n";

    private static final long ALL = 1_000_000;

    private static TextIndexing indexing(OpenImapStore open) {
        return new TextIndexing(open.database, open.bodies, Clock.systemUTC());
    }

    private static void index(OpenImapStore open) {
        indexing(open).all(left -> {});
    }

    private static UidSet mayContain(OpenImapStore open, MailboxId mailbox, String text) {
        return open.store.reader().mayContain(mailbox, text, ALL, true).orElseThrow();
    }

    private static void append(OpenImapStore open, MailboxId to, String message) {
        OpenImapStore.done(open.store
                .writer()
                .append(
                        to,
                        List.of(new NewMailboxMessage(
                                MessageFlags.NONE,
                                Clock.systemUTC().instant(),
                                SmallBody.of(open.database, message.getBytes(UTF_8))))));
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static boolean contains(String message, String text) {
        TextMatcher matcher = new TextMatcher(List.of(text));
        BodyText.read(message.getBytes(UTF_8), matcher);
        return matcher.hasFoundAll()
                || TextMatcher.contains(message.lines().findFirst().orElse(""), text);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void leavesOutNoMessageThatContainsTheText(Engine engine) {
        Random random = new Random(12);
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                messages.add("Subject: s" + i + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + randomText(random, random.nextInt(i == 7 ? 20_000 : 300)));
                append(open, inbox, messages.get(i));
            }
            index(open);

            long found = 0;
            for (int i = 0; i < 300; i++) {
                String text = randomText(random, 3 + random.nextInt(3)).strip();
                if (open.store.reader().mayContain(inbox, text, ALL, true).isEmpty()) {
                    continue;
                }
                UidSet candidates = mayContain(open, inbox, text);
                for (int m = 0; m < messages.size(); m++) {
                    boolean contains = contains(messages.get(m), text);
                    assertThat(candidates.contains(m + 1L) || !contains)
                            .as("%s in %s", text, m)
                            .isTrue();
                    found += contains ? 1 : 0;
                }
            }
            assertThat(found).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void namesTheMessagesThatHaveTheGrams(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, "Subject: Quarterly figures\r\n\r\nAs announced\r\n");
            append(open, inbox, "Subject: =?utf-8?q?=E4=BC=9A=E8=AD=B0?=\r\n\r\nnothing\r\n");
            append(open, open.mailbox("Archive"), "Subject: Quarterly figures\r\n\r\nAs announced\r\n");
            index(open);

            assertThat(mayContain(open, inbox, "QUARTERLY")).isEqualTo(UidSet.of(1));
            assertThat(mayContain(open, inbox, "ＡＮＮＯＵＮＣＥＤ")).isEqualTo(UidSet.of(1));
            assertThat(mayContain(open, inbox, "会議")).isEqualTo(UidSet.of(2));
            assertThat(mayContain(open, inbox, "nowhere")).isEqualTo(UidSet.EMPTY);
            assertThat(open.store.reader().mayContain(inbox, "as", ALL, true)).isEmpty();
            assertThat(open.store.reader().mayContain(inbox, "会", ALL, true)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatADeliveryPutsBeforeAMessageIsLookedAtWhereItIsAskedFor(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            UnattachedBody body = SmallBody.of(open.database, "Subject: s\r\n\r\nb\r\n".getBytes(UTF_8));
            String prefix = "Return-Path: <100%_sure@example.org>\r\nDelivered-To: anna@example.org\r\n";
            open.delivery().deliver(List.of(new Recipient(OpenImapStore.ANNA, prefix)), body, 14);
            MailboxId inbox = open.mailbox("INBOX");
            index(open);

            assertThat(mayContain(open, inbox, "RETURN-path: <100%_s")).isEqualTo(UidSet.of(1));
            assertThat(mayContain(open, inbox, "100%%sure")).isEqualTo(UidSet.EMPTY);
            assertThat(open.store.reader().mayContain(inbox, "Delivered-To", ALL, false))
                    .contains(UidSet.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMessageThatIsNotIndexedYetOrNotToItsEndMayContainAnything(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, "Subject: short\r\n\r\nb\r\n");
            append(open, inbox, "Subject: long\r\n\r\n" + "all work and no play ".repeat(60_000));
            assertThat(mayContain(open, inbox, "needle")).isEqualTo(UidSet.of(1, 2));

            index(open);

            assertThat(mayContain(open, inbox, "needle")).isEqualTo(UidSet.of(2));
            append(open, inbox, "Subject: new\r\n\r\nb\r\n");
            assertThat(mayContain(open, inbox, "needle")).isEqualTo(UidSet.of(2, 3));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void saysNothingWhereMoreBodiesWouldHaveToBeLookedUpThanItIsWorth(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE, MessageFlags.NONE, MessageFlags.NONE);
            index(open);

            assertThat(open.store.reader().mayContain(inbox, "hello", 3, true)).contains(UidSet.range(1, 3));
            assertThat(open.store.reader().mayContain(inbox, "hello", 2, true)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void flagsThatFewMessagesHaveAreFoundByIndexesOfTheirOwn(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(
                    inbox,
                    MessageFlags.NONE,
                    MessageFlags.of(SystemFlag.SEEN),
                    MessageFlags.of(SystemFlag.SEEN, SystemFlag.FLAGGED),
                    MessageFlags.of(SystemFlag.DELETED));
            MailboxReader reader = open.store.reader();

            assertThat(reader.indexed(inbox, FlagIndex.UNSEEN)).isEqualTo(UidSet.of(1, 4));
            assertThat(reader.indexed(inbox, FlagIndex.FLAGGED)).isEqualTo(UidSet.of(3));
            assertThat(reader.indexed(inbox, FlagIndex.DELETED)).isEqualTo(UidSet.of(4));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEntryGoesWithItsBody(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.of(SystemFlag.DELETED), MessageFlags.NONE);
            index(open);
            OpenImapStore.done(open.store.writer().copy(inbox, UidSet.of(1), open.mailbox("Archive")));

            OpenImapStore.done(open.store.writer().expunge(inbox, UidSet.ALL));
            assertThat(entries(open.database)).isEqualTo(2);
            assertThat(mayContain(open, open.mailbox("Archive"), "hello")).isEqualTo(UidSet.of(1));

            open.store.mailboxes().delete(OpenImapStore.ANNA, "Archive");
            assertThat(entries(open.database)).isEqualTo(1);
        }
    }

    private static long entries(Database database) {
        return database.read(sql -> sql.number(
                database.dialect().name().equals("SQLITE")
                        ? "SELECT COUNT(*) FROM body_grams_docsize"
                        : "SELECT COUNT(*) FROM body_grams"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void severalIndexAtTheSameTimeWhileMessagesCome(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            List<CompletableFuture<Void>> indexers = new ArrayList<>();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    append(open, inbox, "Subject: needle" + i + "\r\n\r\nb\r\n");
                }
            });
            for (int i = 0; i < 3; i++) {
                indexers.add(CompletableFuture.runAsync(() -> {
                    while (!writer.isDone()) {
                        index(open);
                    }
                }));
            }
            writer.join();
            indexers.forEach(CompletableFuture::join);
            index(open);

            assertThat(indexing(open).waiting()).isZero();
            assertThat(entries(open.database)).isEqualTo(200);
            assertThat(mayContain(open, inbox, "needle77")).isEqualTo(UidSet.of(78));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void messagesOfAnEarlierVersionAreIndexedInTheBackground(Engine engine) throws InterruptedException {
        try (Engine.Place place = engine.place()) {
            FormerStore.at(place);
            try (Database database = DatabaseOpener.open(place.settings())) {
                BodyStore bodies = new BodyStore(database);
                TextIndexing indexing = new TextIndexing(database, bodies, Clock.systemUTC());
                long messages = database.read(sql -> sql.number("SELECT COUNT(DISTINCT body_id) FROM messages"));
                assertThat(indexing.waiting()).isEqualTo(messages).isPositive();

                try (BackgroundIndexing background = new BackgroundIndexing(new TextIndex(database, true), indexing)) {
                    while (indexing.waiting() > 0) {
                        Thread.sleep(10);
                    }
                    assertThat(background).isNotNull();
                }
                assertThat(entries(database)).isEqualTo(messages);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void switchedOffItSaysNothingAndItsEntriesAreRemoved(Engine engine) throws InterruptedException {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, "Subject: s\r\n\r\nb\r\n");
            index(open);
            TextIndex off = new TextIndex(open.database, false);

            assertThat(off.about("needle")).isEmpty();
            try (BackgroundIndexing background = new BackgroundIndexing(off, indexing(open))) {
                while (entries(open.database) > 0) {
                    Thread.sleep(10);
                }
                assertThat(background).isNotNull();
            }
            assertThat(mayContain(open, inbox, "needle")).isEqualTo(UidSet.of(1));
            index(open);
            assertThat(mayContain(open, inbox, "needle")).isEqualTo(UidSet.EMPTY);
        }
    }
}
