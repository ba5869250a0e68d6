// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.maildrop.MaildropMessages;
import dev.sekisho.store.maintenance.StoreCheck;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.james.mailbox.FlagsBuilder;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After any history, whoever made it, a client that knows the mailbox as it was at some moment learns exactly what has changed. */
class MailboxHistoryTest {

    private static final int STEPS = 60;

    static Stream<Arguments> histories() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(1L, 2L, 3L, 4L, 5L, 6L).map(seed -> Arguments.of(engine, seed)));
    }

    /** The mailbox at some moment. */
    private record Moment(OpenMailbox opened, Map<Long, FlagState> rows) {}

    @ParameterizedTest
    @MethodSource("histories")
    void everyMomentLeadsToTheEnd(Engine engine, long seed) throws Exception {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            History history = new History(open, seed);
            List<Moment> moments = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                moments.add(history.moment());
                history.step();
            }
            for (Moment moment : moments) {
                assertLeadsTo(open, moment, history.moment());
            }
            assertThat(new StoreCheck(open.database, line -> {}).run()).isEmpty();
        }
    }

    private static void assertLeadsTo(OpenImapStore open, Moment then, Moment now) {
        MailboxReader reader = open.store.reader();
        MailboxDelta delta = reader.changesSince(
                        then.opened().id(), then.opened().highestModSeq())
                .orElseThrow();
        assertThat(delta.isExact()).isTrue();
        assertThat(delta.highestModSeq()).isEqualTo(now.opened().highestModSeq());
        assertThat(delta.messages()).isEqualTo(now.rows().size());
        Map<Long, FlagState> known = new TreeMap<>(then.rows());
        delta.vanished().forEach(known::remove);
        for (FlagState state : delta.flags().orElseThrow()) {
            FlagState before = known.put(state.uid(), state);
            boolean isNew = state.uid() >= then.opened().uidNext();
            assertThat(before == null).isEqualTo(isNew);
            assertThat(state.modSeq()).isGreaterThan(then.opened().highestModSeq());
        }
        assertThat(known).isEqualTo(now.rows());
        Set<Long> gone = new HashSet<>(then.rows().keySet());
        gone.removeAll(now.rows().keySet());
        Set<Long> vanished = new HashSet<>();
        delta.vanished().forEach(vanished::add);
        assertThat(vanished.stream()
                        .filter(uid -> uid < then.opened().uidNext())
                        .collect(Collectors.toSet()))
                .isEqualTo(gone);
        assertThat(reader.uids(then.opened()))
                .hasValue(UidSet.of(
                        then.rows().keySet().stream().mapToLong(Long::longValue).toArray()));
    }

    /** What two messages that are the same have in common. */
    private record Compared(StoredMessage withoutSummary, Optional<ByteBuffer> summary) {
        static Compared of(StoredMessage message) {
            return new Compared(
                    new StoredMessage(
                            message.state(), message.dates(), message.ids(), message.content(), Optional.empty()),
                    message.summary().map(summary -> ByteBuffer.wrap(summary.encoded())));
        }
    }

    /** Random changes by all that change mailboxes. */
    private static final class History {
        private final OpenImapStore open;
        private final Random random;
        private final MailboxId inbox;
        private final MailboxId other;
        private final MaildropMessages maildrop;
        private final MailboxSession session = MailboxSessionUtil.create(OpenImapStore.ANNA);

        History(OpenImapStore open, long seed) {
            this.open = open;
            this.random = new Random(seed);
            this.inbox = open.mailbox("INBOX");
            this.other = open.mailbox("Archive");
            this.maildrop = new MaildropMessages(open.database, open.bodies, open.bus.bus());
            open.append(other, flags(), flags(), flags());
        }

        Moment moment() {
            OpenMailbox opened = open.store.reader().open(inbox, false).orElseThrow();
            Map<Long, FlagState> rows = open.rows(inbox);
            assertThat(rows.values()).allMatch(row -> row.modSeq() <= opened.highestModSeq());
            assertThat(opened.messages()).isEqualTo(rows.size());
            assertThat(opened.highestModSeq()).isPositive();
            assertCacheIsTrue(rows);
            return new Moment(opened, rows);
        }

        /** What is in memory since the first moment is what the tables have. */
        private void assertCacheIsTrue(Map<Long, FlagState> rows) {
            MailboxReader reader = open.store.reader();
            assertThat(all(reader.flags(inbox, UidSet.ALL))).isEqualTo(List.copyOf(rows.values()));
            assertThat(messages(reader)).isEqualTo(messages(open.readerWithoutCache()));
        }

        private List<Compared> messages(MailboxReader reader) {
            return all(reader.messages(inbox, UidSet.ALL, true)).stream()
                    .map(Compared::of)
                    .toList();
        }

        private static <T> List<T> all(MessageCursor<T> cursor) {
            List<T> rows = new ArrayList<>();
            for (List<T> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
                rows.addAll(some);
            }
            return rows;
        }

        void step() throws Exception {
            MailboxWriter writer = open.store.writer();
            switch (random.nextInt(14)) {
                case 0, 1 -> open.append(inbox, flags());
                case 2 -> open.append(inbox, flags(), flags(), flags());
                case 3, 4 -> writer.changeFlags(inbox, some(), change(), OptionalLong.empty(), (state, before) -> {});
                case 5 -> writer.changeFlags(inbox, some(), change(), since(), (state, before) -> {});
                case 6 -> writer.expunge(inbox, random.nextBoolean() ? UidSet.ALL : some());
                case 7 -> OpenImapStore.done(writer.copy(other, UidSet.ALL, inbox));
                case 8 -> OpenImapStore.done(writer.move(inbox, some(), random.nextBoolean() ? other : inbox));
                case 9 -> OpenImapStore.done(writer.copy(inbox, some(), inbox));
                case 10 -> deliver();
                case 11 -> maildrop.remove(maildrop.of(OpenImapStore.ANNA), uids(some()));
                case 12 -> flagsOfJames();
                default -> moveOfJames();
            }
        }

        private void deliver() {
            open.delivery()
                    .deliver(
                            List.of(new LocalDelivery.Recipient(OpenImapStore.ANNA, "")),
                            SmallBody.in(open.database),
                            1);
        }

        private void flagsOfJames() throws Exception {
            Flags flags = new FlagsBuilder().add(Flags.Flag.SEEN).add("James").build();
            messages()
                    .updateFlags(
                            mailboxOfJames(inbox),
                            new FlagsUpdateCalculator(
                                    flags,
                                    random.nextBoolean()
                                            ? MessageManager.FlagsUpdateMode.ADD
                                            : MessageManager.FlagsUpdateMode.REPLACE),
                            MessageRange.all());
            for (long uid : uids(some())) {
                messages().deleteMessages(mailboxOfJames(inbox), List.of(MessageUid.of(uid)));
            }
        }

        private void moveOfJames() throws Exception {
            List<MailboxMessage> some = new ArrayList<>();
            messages()
                    .findInMailbox(mailboxOfJames(inbox), MessageRange.all(), FetchType.METADATA, 2)
                    .forEachRemaining(some::add);
            messages().move(mailboxOfJames(other), some);
            messages().copy(mailboxOfJames(inbox), some.stream().limit(1).toList());
        }

        private MessageMapper messages() {
            return open.mappers().getMessageMapper(session);
        }

        private Mailbox mailboxOfJames(MailboxId id) {
            return open.mappers()
                    .getMailboxMapper(session)
                    .findMailboxById(new SqlMailboxId(id.value()))
                    .block();
        }

        private OptionalLong since() {
            long highest = open.store.reader().open(inbox, false).orElseThrow().highestModSeq();
            return OptionalLong.of(random.nextLong(highest + 1));
        }

        private UidSet some() {
            return UidSet.of(open.rows(inbox).keySet().stream()
                    .filter(uid -> random.nextInt(3) == 0)
                    .mapToLong(Long::longValue)
                    .toArray());
        }

        private static List<Long> uids(UidSet set) {
            List<Long> uids = new ArrayList<>();
            set.forEach(uids::add);
            return uids;
        }

        private FlagChange change() {
            FlagChange.How[] all = FlagChange.How.values();
            return new FlagChange(all[random.nextInt(all.length)], flags());
        }

        private MessageFlags flags() {
            List<SystemFlag> system = Stream.of(SystemFlag.values())
                    .filter(flag -> random.nextInt(3) == 0)
                    .toList();
            List<String> keywords = Stream.of("$Forwarded", "$junk", "$Junk", "Blue")
                    .filter(keyword -> random.nextInt(4) == 0)
                    .toList();
            return MessageFlags.of(system, keywords);
        }
    }
}
