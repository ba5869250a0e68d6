// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.sekisho.imap.search.SearchIndex;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.server.ImapStage;
import dev.sekisho.server.imap.mailbox.Delegations;
import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.imap.mailbox.RefusedMessageLog;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MessageFlags;
import dev.sekisho.store.imap.NewMailboxMessage;
import dev.sekisho.store.imap.SystemFlag;
import dev.sekisho.store.textindex.TextIndexing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageSearchTest {
    private static final Username ALICE = Username.of("alice@example.org");
    private static final List<String> WORDS =
            List.of("meeting", "report", "needle", "会議", "資料", "ガソリン", "совещание", "отчёт", "Grüße", "회의", "a1", "of");
    private static final List<String> CHARSETS =
            List.of("ISO-2022-JP", "Shift_JIS", "EUC-JP", "GB18030", "KOI8-R", "UTF-8");
    private static final List<SystemFlag> FLAGS =
            List.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.DELETED, SystemFlag.ANSWERED);

    private final Random random = new Random(5);

    @Test
    void findsTheSameWithAnIndexAsWithoutAny(@TempDir Path home) throws Exception {
        try (ImapStage stage = new ImapStage(home)) {
            ImapStore store = stage.service(ImapStore.class);
            MailboxEntry inbox = inbox(store);
            append(stage, inbox, 80);
            Store whole = stage.service(Store.class);
            new TextIndexing(whole.database(), whole.bodies(), Clock.systemUTC()).all(left -> {});
            append(stage, inbox, 20);
            Set<NumberRanges> results = new HashSet<>();
            long candidates = 0;
            try (SelectedMailbox mailbox =
                    SelectedMailbox.open(access(stage), inbox, true, () -> {}).orElseThrow()) {
                for (int i = 0; i < 300; i++) {
                    SearchKey key = key(3);
                    SearchPlan narrowed = plan(key, mailbox, new StoreSearchIndex(store.reader(), mailbox, 0, 1));
                    NumberRanges found = found(store, mailbox, narrowed);

                    assertThat(found)
                            .as("%s", key)
                            .isEqualTo(found(store, mailbox, plan(key, mailbox, SearchIndex.NONE)));
                    results.add(found);
                    candidates += narrowed.candidates().size();
                }
            }
            assertThat(results).hasSizeGreaterThan(100);
            assertThat(candidates).isLessThan(300 * 90);
        }
    }

    @Test
    void aLongSearchLeavesItsWorkerToOthersAndSaysHowFarItIsFromTimeToTime(@TempDir Path home) throws Exception {
        try (ImapStage stage = new ImapStage(home)) {
            ImapStore store = stage.service(ImapStore.class);
            MailboxEntry inbox = inbox(store);
            append(stage, inbox, 60);
            AtomicLong seconds = new AtomicLong();
            try (SelectedMailbox mailbox =
                    SelectedMailbox.open(access(stage), inbox, true, () -> {}).orElseThrow()) {
                MessageSearch search = new MessageSearch(
                        store,
                        mailbox,
                        plan(new SearchKey.Contains("nothing has this", false), mailbox, SearchIndex.NONE),
                        false,
                        message -> true,
                        () -> TimeUnit.SECONDS.toNanos(seconds.getAndIncrement()));
                int steps = 1;
                int told = 0;
                while (search.step() == MessageSearch.Progress.GOES_ON) {
                    steps++;
                    told += search.takeProgress() ? 1 : 0;
                }
                assertThat(search.looked()).isEqualTo(60);
                assertThat(steps).isEqualTo(61);
                assertThat(told).isBetween(10, 20);
            }
        }
    }

    private static MailAccess access(ImapStage stage) {
        return new MailAccess(
                stage.service(ImapStore.class),
                stage.service(Store.class).bodies(),
                (user, other) -> Delegations.Answer.FORBIDDEN,
                new RefusedMessageLog(Ticker.systemTicker()),
                Clock.systemUTC());
    }

    private static MailboxEntry inbox(ImapStore store) {
        store.mailboxes().list(ALICE);
        return store.mailboxes().find(ALICE, "INBOX").orElseThrow();
    }

    private static SearchPlan plan(SearchKey key, SelectedMailbox mailbox, SearchIndex index) {
        return SearchPlan.of(key, messages -> mailbox.uids(), mailbox.uids(), Instant.now(), index);
    }

    private static NumberRanges found(ImapStore store, SelectedMailbox mailbox, SearchPlan plan)
            throws TimeoutException {
        NumberRangesBuilder uids = new NumberRangesBuilder();
        MessageSearch search = new MessageSearch(
                store,
                mailbox,
                plan,
                false,
                message -> {
                    uids.add(message.stored().uid());
                    return true;
                },
                System::nanoTime);
        MessageSearch.Progress progress = search.step();
        while (progress == MessageSearch.Progress.GOES_ON) {
            progress = search.step();
        }
        assertThat(progress).isEqualTo(MessageSearch.Progress.AT_END);
        return uids.build();
    }

    private SearchKey key(int depth) {
        String text = text(1 + random.nextInt(2)).strip();
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new SearchKey.Header("Subject", part(text));
            case 1 -> new SearchKey.Contains(part(text), true);
            case 2 -> new SearchKey.Contains(part(text), false);
            case 3 ->
                new SearchKey.HasFlag(
                        Flag.of(FLAGS.get(random.nextInt(FLAGS.size())).text()).orElseThrow());
            case 4 -> new SearchKey.Not(key(depth - 1));
            case 5 -> new SearchKey.Or(key(depth - 1), key(depth - 1));
            default -> new SearchKey.And(List.of(key(depth - 1), key(depth - 1)));
        };
    }

    private String part(String text) {
        return text.substring(random.nextInt(Math.max(1, text.length() / 2)));
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private void append(ImapStage stage, MailboxEntry to, int count) throws IOException {
        ImapStore store = stage.service(ImapStore.class);
        for (int i = 0; i < count; i++) {
            MessageFlags flags = MessageFlags.of(IntStream.range(0, FLAGS.size())
                    .filter(flag -> random.nextInt(4) == 0)
                    .mapToObj(FLAGS::get)
                    .toArray(SystemFlag[]::new));
            try (BodyUpload upload = stage.service(Store.class).bodies().upload()) {
                upload.write(message(CHARSETS.get(i % CHARSETS.size())));
                store.writer().append(to.id(), List.of(new NewMailboxMessage(flags, Instant.now(), upload.finish())));
            }
        }
    }

    private byte[] message(String charset) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String subject = Base64.getEncoder().encodeToString(text(2).getBytes(Charset.forName(charset)));
        message.writeBytes(("Subject: =?" + charset + "?B?" + subject + "?=\r\nContent-Type: text/plain; charset="
                        + charset + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(text(random.nextInt(5)).getBytes(Charset.forName(charset)));
        return message.toByteArray();
    }
}
