// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static dev.sekisho.store.imap.OpenImapStore.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.UnitOfWork;
import dev.sekisho.store.textindex.TextIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a mailbox in memory is what its rows are, whatever was done to it. */
class KeptMailboxTest {
    private static final OrderKey<Long> BY_SIZE = new OrderKey<>() {
        @Override
        public boolean readsSummaries() {
            return false;
        }

        @Override
        public Long of(StoredMessage message) {
            return message.octets();
        }

        @Override
        public int compare(Long left, Long right) {
            return Long.compare(left, right);
        }
    };

    private final Random random = new Random(11);

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
    void flagsAndRanksAreThoseOfTheRowsAfterAnyHistory(Engine engine) throws Exception {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, 50);
            for (int step = 0; step < 60; step++) {
                change(open, inbox);
                KeptFlags flags = open.store.reader().keptFlags(inbox, true).orElseThrow();
                for (SystemFlag flag : SystemFlag.values()) {
                    UidSet with = having(open, inbox, flag, true);
                    assertThat(flags.with(flag)).isEqualTo(with);
                    assertThat(flags.without(flag)).isEqualTo(having(open, inbox, flag, false));
                }
                List<MessageRanks> ranks = open.store
                        .reader()
                        .ranks(inbox, UidSet.ALL, List.of(BY_SIZE))
                        .orElseThrow();
                assertThat(order(ranks.get(0))).isEqualTo(bySize(open, inbox));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whileNothingChangesOneQuestionIsAskedAndNoMessageIsRead(Engine engine) throws Exception {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, 50);
            Counting counting = new Counting(open.database);
            MailboxReader reader = new MailboxReader(counting, new BodyStore(counting), new TextIndex(counting, true));
            List<MessageRanks> first =
                    reader.ranks(inbox, UidSet.ALL, List.of(BY_SIZE)).orElseThrow();

            counting.units.set(0);
            assertThat(reader.ranks(inbox, UidSet.ALL, List.of(BY_SIZE)).orElseThrow())
                    .isEqualTo(first);
            assertThat(reader.keptFlags(inbox, false).orElseThrow().without(SystemFlag.SEEN))
                    .isEqualTo(having(open, inbox, SystemFlag.SEEN, false));
            assertThat(counting.units).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailboxThatIsNotToBeInMemoryHasNoRanks(Engine engine) throws Exception {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            append(open, inbox, 50);
            MailboxReader without = open.readerWithoutCache();
            assertThat(without.ranks(inbox, UidSet.ALL, List.of(BY_SIZE))).isEmpty();
            assertThat(without.keptFlags(inbox, true)).isEmpty();
            assertThat(open.store.reader().keptFlags(inbox, false)).isEmpty();
            assertThat(open.store.reader().ranks(inbox, UidSet.range(1, 3), List.of(BY_SIZE)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void bodiesOfSeveralMessagesAreReadInOneQuestion(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            for (int i = 0; i < 5; i++) {
                done(open.store.writer().append(inbox, List.of(open.message(MessageFlags.NONE, "\nnumber " + i))));
            }
            String large = "\n" + "x".repeat(MessageWithBody.LARGEST);
            done(open.store.writer().append(inbox, List.of(open.message(MessageFlags.NONE, large))));
            List<StoredMessage> messages =
                    open.store.reader().messages(inbox, UidSet.ALL, false).next();
            Counting counting = new Counting(open.database);
            MessageBodies bodies = new MessageBodies(counting);

            assertThat(texts(bodies.first(messages, Long.MAX_VALUE)))
                    .containsExactly("\nnumber 0", "\nnumber 1", "\nnumber 2", "\nnumber 3", "\nnumber 4", "none");
            assertThat(counting.units).hasValue(1);
            assertThat(texts(bodies.first(messages, 20))).containsExactly("\nnumber 0", "\nnumber 1");
            assertThat(texts(bodies.first(messages, 1))).containsExactly("\nnumber 0");
            StoredMessage gone = messages.get(0);
            assertThat(texts(bodies.first(
                            List.of(
                                    new StoredMessage(
                                            gone.state(),
                                            gone.dates(),
                                            gone.ids(),
                                            new MessageContent(999_999, "", 9, 1),
                                            gone.summary()),
                                    messages.get(3)),
                            100)))
                    .containsExactly("none", "\nnumber 3");
        }
    }

    private static List<String> texts(List<MessageWithBody> messages) {
        return messages.stream()
                .map(message -> message.octets().map(String::new).orElse("none"))
                .toList();
    }

    private void append(OpenImapStore open, MailboxId inbox, int count) {
        List<NewMailboxMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(open.message(flags(), "\n" + "x".repeat(random.nextInt(30))));
        }
        done(open.store.writer().append(inbox, messages));
    }

    private MessageFlags flags() {
        return MessageFlags.of(IntStream.range(0, SystemFlag.values().length)
                .filter(flag -> random.nextInt(3) == 0)
                .mapToObj(flag -> SystemFlag.values()[flag])
                .toArray(SystemFlag[]::new));
    }

    private void change(OpenImapStore open, MailboxId inbox) {
        List<Long> uids = new ArrayList<>(open.rows(inbox).keySet());
        UidSet some = UidSet.of(uids.stream()
                .filter(uid -> random.nextInt(20) == 0)
                .mapToLong(Long::longValue)
                .toArray());
        switch (random.nextInt(4)) {
            case 0 -> append(open, inbox, 1 + random.nextInt(4));
            case 1 -> done(open.store.writer().expunge(inbox, some));
            case 2 ->
                done(open.store
                        .writer()
                        .changeFlags(
                                inbox,
                                some,
                                new FlagChange(FlagChange.How.REPLACE, flags()),
                                OptionalLong.empty(),
                                (state, before) -> {}));
            default -> {}
        }
    }

    private static UidSet having(OpenImapStore open, MailboxId inbox, SystemFlag flag, boolean has) {
        return UidSet.of(open.rows(inbox).values().stream()
                .filter(state -> state.flags().has(flag) == has)
                .mapToLong(FlagState::uid)
                .toArray());
    }

    private static List<Long> order(MessageRanks ranks) {
        return IntStream.range(0, ranks.size())
                .boxed()
                .sorted(Comparator.comparingInt(ranks::rank))
                .map(ranks::uid)
                .toList();
    }

    private static List<Long> bySize(OpenImapStore open, MailboxId inbox) {
        List<StoredMessage> messages = new ArrayList<>();
        MessageCursor<StoredMessage> cursor = open.readerWithoutCache().messages(inbox, UidSet.ALL, false);
        for (List<StoredMessage> page = cursor.next(); !page.isEmpty(); page = cursor.next()) {
            messages.addAll(page);
        }
        return messages.stream()
                .sorted(Comparator.comparingLong(StoredMessage::octets))
                .map(StoredMessage::uid)
                .toList();
    }
}
