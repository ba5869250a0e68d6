// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static dev.sekisho.store.imap.OpenImapStore.ANNA;
import static dev.sekisho.store.imap.OpenImapStore.done;
import static dev.sekisho.store.imap.OpenImapStore.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.message.summary.SummaryCodec;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.quota.QuotaAdmin;
import dev.sekisho.store.sql.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxWriterTest {

    @FunctionalInterface
    private interface Scene {
        void play(OpenImapStore open) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            scene.play(open);
        }
    }

    private static long count(OpenImapStore open, String what) {
        return open.database.read(sql -> sql.number("SELECT COUNT(*) FROM " + what));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAppendThatFailsInTheMiddleStoresNothing(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE);
            MailboxStatus before = open.store.mailboxes().status(inbox).orElseThrow();
            long bodies = count(open, "bodies");
            List<NewMailboxMessage> messages = List.of(
                    open.message(MessageFlags.NONE, "\nfirst"),
                    new NewMailboxMessage(MessageFlags.NONE, Instant.now(), new UnattachedBody.Known(99_999, 7)));
            assertThatThrownBy(() -> open.store.writer().append(inbox, messages))
                    .isInstanceOf(StoreException.class);
            assertThat(open.store.mailboxes().status(inbox)).hasValue(before);
            assertThat(count(open, "bodies")).isEqualTo(bodies);
            assertThat(count(open, "message_summaries")).isEqualTo(bodies);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAppendOverQuotaStoresNothing(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            new QuotaAdmin(open.database)
                    .set(
                            new QuotaAdmin.Whom.One(ANNA),
                            new QuotaAdmin.Limit(java.util.Optional.of(2L), java.util.Optional.empty()));
            open.append(inbox, MessageFlags.NONE);
            List<NewMailboxMessage> two =
                    List.of(open.message(MessageFlags.NONE, "\n1"), open.message(MessageFlags.NONE, "\n2"));
            assertThat(refusal(open.store.writer().append(inbox, two))).isEqualTo(Refusal.OVER_QUOTA);
            assertThat(refusal(open.store.writer().append(new MailboxId(12345), two)))
                    .isEqualTo(Refusal.NO_SUCH_MAILBOX);
            MailboxId sent = open.mailbox("Sent");
            done(open.store.writer().move(inbox, UidSet.ALL, sent));
            done(open.store.writer().copy(sent, UidSet.ALL, inbox));
            assertThat(refusal(open.store.writer().copy(sent, UidSet.ALL, inbox)))
                    .isEqualTo(Refusal.OVER_QUOTA);
            assertThat(count(open, "messages")).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void severalMessagesGetConsecutiveUids(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE);
            PlacedMessages placed = open.append(inbox, MessageFlags.NONE, MessageFlags.NONE, MessageFlags.NONE);
            assertThat(placed.uids()).hasToString("2:4");
            assertThat(placed.highestModSeq()).isEqualTo(3);
            assertThat(placed.uidValidity())
                    .isEqualTo(
                            open.store.mailboxes().status(inbox).orElseThrow().uidValidity());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void copyAndMoveTellWhichUidsBecameWhich(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            MailboxId trash = open.mailbox("Trash");
            open.append(trash, MessageFlags.NONE);
            for (int i = 0; i < 6; i++) {
                open.append(inbox, MessageFlags.of(List.of(SystemFlag.FLAGGED), List.of("n" + i)));
            }
            PlacedMessages copied = done(open.store.writer().copy(inbox, UidSet.of(1, 2, 4, 99), trash));
            assertThat(copied.source()).hasToString("1:2,4");
            assertThat(copied.uids()).hasToString("2:4");
            PlacedMessages moved = done(open.store.writer().move(inbox, UidSet.of(3, 4, 6), trash));
            assertThat(moved.source()).hasToString("3:4,6");
            assertThat(moved.uids()).hasToString("5:7");
            assertThat(open.rows(inbox).keySet()).containsExactly(1L, 2L, 5L);
            assertThat(open.rows(trash).get(7L).flags().keywords()).containsExactly("n5");
            assertThat(open.store.reader().open(trash, false).orElseThrow().keywords())
                    .containsExactly("n0", "n1", "n2", "n3", "n5");
            assertThat(done(open.store.writer().move(inbox, UidSet.of(77), trash))
                            .uids())
                    .isEqualTo(UidSet.EMPTY);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void manyFlagsChangeInPortionsAndKeepWhatHasChangedSince(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            MessageFlags[] many = new MessageFlags[MailboxWriter.MOST_IN_A_UNIT + 10];
            Arrays.fill(many, MessageFlags.NONE);
            PlacedMessages placed = open.append(inbox, many);
            FlagChange seen = new FlagChange(FlagChange.How.ADD, MessageFlags.of(SystemFlag.SEEN));
            done(open.store
                    .writer()
                    .changeFlags(inbox, UidSet.of(5), seen, OptionalLong.empty(), (state, before) -> {}));
            List<FlagState> told = new ArrayList<>();
            FlagResult result = done(open.store
                    .writer()
                    .changeFlags(
                            inbox,
                            UidSet.range(1, many.length + 2),
                            seen,
                            OptionalLong.of(placed.highestModSeq()),
                            (state, before) -> told.add(state)));
            assertThat(result.unchanged()).hasToString("5");
            assertThat(result.gone()).hasToString((many.length + 1) + ":" + (many.length + 2));
            assertThat(told)
                    .hasSize(many.length - 1)
                    .allMatch(state -> state.flags().has(SystemFlag.SEEN));
            assertThat(open.store
                            .mailboxes()
                            .status(inbox)
                            .orElseThrow()
                            .counts()
                            .unseen())
                    .isZero();
            MailboxDelta delta = open.store
                    .reader()
                    .changesSince(inbox, placed.highestModSeq())
                    .orElseThrow();
            assertThat(delta.changed().size()).isEqualTo(many.length);
            assertThat(delta.flags()).isEmpty();
            MessageCursor<FlagState> cursor = open.store.reader().flags(inbox, delta.changed());
            List<FlagState> read = new ArrayList<>(cursor.next());
            assertThat(cursor.next()).isEmpty();
            assertThat(read).containsExactlyElementsOf(open.rows(inbox).values());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void messagesBetweenThoseThatAreMeantKeepTheirFlagsAndStay(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            MessageFlags[] many = new MessageFlags[300];
            Arrays.fill(many, MessageFlags.NONE);
            open.append(inbox, many);
            UidSet odd = UidSet.of(java.util.stream.LongStream.rangeClosed(1, 300)
                    .filter(uid -> uid % 2 == 1)
                    .toArray());
            FlagChange deleted = new FlagChange(FlagChange.How.ADD, MessageFlags.of(SystemFlag.DELETED));
            List<Long> told = new ArrayList<>();
            done(open.store
                    .writer()
                    .changeFlags(inbox, odd, deleted, OptionalLong.empty(), (state, before) -> told.add(state.uid())));
            assertThat(told).hasSize(150).allMatch(uid -> uid % 2 == 1);
            assertThat(open.rows(inbox).values())
                    .allMatch(state -> state.flags().has(SystemFlag.DELETED) == (state.uid() % 2 == 1));
            done(open.store
                    .writer()
                    .changeFlags(inbox, UidSet.ALL, deleted, OptionalLong.empty(), (state, before) -> {}));
            assertThat(done(open.store.writer().expunge(inbox, odd))).isEqualTo(odd);
            assertThat(open.rows(inbox).keySet()).hasSize(150).allMatch(uid -> uid % 2 == 0);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aKeywordKeepsItsFirstSpellingAndTheirNumberIsBounded(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.of(List.of(), List.of("$Junk")));
            open.append(inbox, MessageFlags.of(List.of(), List.of("$JUNK")));
            assertThat(open.rows(inbox).get(2L).flags().keywords()).containsExactly("$Junk");
            List<String> most = IntStream.range(0, MailboxWriter.MOST_KEYWORDS)
                    .mapToObj(i -> "k" + i)
                    .toList();
            FlagChange change = new FlagChange(FlagChange.How.ADD, MessageFlags.of(List.of(), most));
            assertThat(refusal(open.store
                            .writer()
                            .changeFlags(inbox, UidSet.ALL, change, OptionalLong.empty(), (state, before) -> {})))
                    .isEqualTo(Refusal.TOO_MANY_KEYWORDS);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void replacingPutsOneInThePlaceOfAnother(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId drafts = open.mailbox("Drafts");
            open.append(drafts, MessageFlags.NONE);
            NewMailboxMessage message = open.message(MessageFlags.of(SystemFlag.DRAFT), "\nbetter");
            assertThat(done(open.store.writer().replace(drafts, 1, drafts, message))
                            .uids())
                    .hasToString("2");
            assertThat(open.rows(drafts).keySet()).containsExactly(2L);
            assertThat(refusal(open.store.writer().replace(drafts, 1, drafts, message)))
                    .isEqualTo(Refusal.NO_SUCH_MESSAGE);
            assertThat(count(open, "messages")).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anyPartOfAMessageIsReadWithItsPrefix(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            String prefix = "Return-Path: <a@b.example>\r\n";
            String body = "Subject: x\r\n\r\n" + "0123456789".repeat(30_000);
            open.delivery()
                    .deliver(
                            List.of(new LocalDelivery.Recipient(ANNA, prefix)),
                            SmallBody.of(open.database, body.getBytes(StandardCharsets.US_ASCII)),
                            14);
            StoredMessage message =
                    open.store.reader().messages(inbox, UidSet.ALL, true).next().get(0);
            String whole = prefix + body;
            assertThat(message.octets()).isEqualTo(whole.length());
            assertThat(message.content().prefixOctets()).isEqualTo(prefix.length());
            for (long[] part : new long[][] {
                {0, 5},
                {0, Long.MAX_VALUE},
                {20, 30},
                {28, 10},
                {29, 5},
                {140_000, 9},
                {300_040, 100},
                {400_000, 5},
                {3, 0}
            }) {
                String read = new String(
                        open.store
                                .reader()
                                .open(message.content(), part[0], part[1])
                                .readAllBytes(),
                        StandardCharsets.US_ASCII);
                int from = (int) Math.min(part[0], whole.length());
                int to = (int) Math.min(whole.length(), part[1] > whole.length() ? whole.length() : from + part[1]);
                assertThat(read).isEqualTo(whole.substring(from, to));
            }
            assertThat(new String(
                            open.store.reader().open(message.content()).readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(whole);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theBodiesOfManyMessagesAreReadTogetherButForLargeOnes(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String body = "\n" + (i == 20 ? "x".repeat(200_000) : "body " + i);
                open.delivery()
                        .deliver(
                                List.of(new LocalDelivery.Recipient(ANNA, "X: " + i + "\r\n")),
                                SmallBody.of(open.database, body.getBytes(StandardCharsets.US_ASCII)),
                                1);
                sent.add("X: " + i + "\r\n" + body);
            }
            List<String> read = new ArrayList<>();
            MessageCursor<MessageWithBody> cursor = open.store.reader().messagesWithBodies(inbox, UidSet.ALL);
            for (List<MessageWithBody> page = cursor.next(); !page.isEmpty(); page = cursor.next()) {
                for (MessageWithBody each : page) {
                    assertThat(each.octets().isPresent())
                            .isEqualTo(each.message().octets() < 1000);
                    read.add(new String(each.open(open.store.reader()).readAllBytes(), StandardCharsets.US_ASCII));
                }
            }
            assertThat(read).isEqualTo(sent);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSummaryIsThereAfterTheAppendAndIsComputedWhereItIsNot(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            open.store.writer().append(inbox, List.of(open.message(MessageFlags.NONE, "Subject: Nihon\r\n\r\nHello")));
            StoredMessage message = message(open, inbox);
            assertThat(subject(message.summary().orElseThrow())).contains("NIL \"Nihon\"");
            open.database.write(sql -> sql.update("UPDATE message_summaries SET version = 0"));
            StoredMessage without = message(open, inbox);
            assertThat(without.summary()).isEmpty();
            assertThat(subject(open.store.summaries().of(without))).contains("NIL \"Nihon\"");
            assertThat(message(open, inbox).summary()).isPresent();
            open.database.write(sql -> sql.update("DELETE FROM message_summaries"));
            assertThat(open.store.summaries().computeMissing(left -> {})).isEqualTo(1);
            assertThat(open.store.summaries().computeMissing(left -> {})).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLargeMessageIsAppendedWithoutBeingReadTwice(Engine engine) throws Exception {
        on(engine, open -> {
            MailboxId inbox = open.mailbox("INBOX");
            try (BodyUpload upload = open.bodies.upload()) {
                upload.write("Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                upload.write(new byte[2 << 20]);
                done(open.store
                        .writer()
                        .append(
                                inbox,
                                List.of(new NewMailboxMessage(MessageFlags.NONE, Instant.now(), upload.finish()))));
            }
            StoredMessage message = message(open, inbox);
            assertThat(message.content().headerOctets()).isEqualTo(18);
            assertThat(message.summary()).isEmpty();
            assertThat(subject(open.store.summaries().of(message))).contains("\"large\"");
        });
    }

    private static StoredMessage message(OpenImapStore open, MailboxId mailbox) {
        return open.readerWithoutCache()
                .messages(mailbox, UidSet.ALL, true)
                .next()
                .get(0);
    }

    /** The octets of ENVELOPE, in which ASCII is as it is in the message. */
    private static String subject(StoredSummary summary) {
        ByteBuffer octets = SummaryCodec.open(summary.encoded()).orElseThrow().envelopeOctets();
        return StandardCharsets.UTF_8.decode(octets).toString();
    }
}
