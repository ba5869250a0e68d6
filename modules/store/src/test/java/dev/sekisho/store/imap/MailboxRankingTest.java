// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MailboxRankingTest {
    private final BySize key = new BySize();
    private Random random = new Random(0);

    /** Counts how often it is asked for. */
    private static final class BySize implements OrderKey<Long> {
        private int asked;

        @Override
        public boolean readsSummaries() {
            return false;
        }

        @Override
        public Long of(StoredMessage message) throws IOException {
            asked++;
            return message.octets();
        }

        @Override
        public int compare(Long left, Long right) {
            return Long.compare(left, right);
        }
    }

    @RepeatedTest(30)
    void ranksAfterAnyChangesAreThoseOfAllMessagesRankedAnew(RepetitionInfo repetition) throws Exception {
        random = new Random(repetition.getCurrentRepetition());
        List<StoredMessage> rows = new ArrayList<>();
        long uid = add(rows, 0, random.nextInt(400));
        MessageRanks ranks = null;
        for (int change = 0; change < 30; change++) {
            rows.removeIf(row -> random.nextInt(40) == 0);
            uid = add(rows, uid, random.nextInt(10) == 0 ? 100 : random.nextInt(6));

            ranks = ranking(rows).ranks(ranks);

            assertThat(shown(ranks)).isEqualTo(shown(ranking(rows).ranks(null)));
            assertThat(order(ranks)).isEqualTo(naive(rows));
        }
    }

    @Test
    void aFewNewMessagesAreComparedWithFewOthers() throws Exception {
        List<StoredMessage> rows = new ArrayList<>();
        long uid = add(rows, 0, 10_000);
        MessageRanks ranks = ranking(rows).ranks(null);
        assertThat(key.asked).isEqualTo(10_000);

        key.asked = 0;
        rows.removeIf(row -> random.nextInt(4) == 0);
        assertThat(order(ranking(rows).ranks(ranks))).isEqualTo(naive(rows));
        assertThat(key.asked).isZero();

        add(rows, uid, 5);
        assertThat(order(ranking(rows).ranks(ranks))).isEqualTo(naive(rows));
        assertThat(key.asked).isLessThan(100);
    }

    private MailboxRanking<Long> ranking(List<StoredMessage> rows) {
        return new MailboxRanking<>(
                rows.toArray(StoredMessage[]::new),
                rows.stream().mapToLong(StoredMessage::uid).toArray(),
                key);
    }

    private long add(List<StoredMessage> rows, long last, int count) {
        for (int i = 1; i <= count; i++) {
            rows.add(new StoredMessage(
                    new FlagState(last + i, 1, MessageFlags.NONE),
                    new StoredMessage.Dates(Instant.EPOCH, Instant.EPOCH),
                    new StoredMessage.Ids(new UUID(0, 0), new UUID(0, 0)),
                    new MessageContent(1, "", random.nextInt(120), 0),
                    Optional.empty()));
        }
        return last + count;
    }

    private static List<Integer> shown(MessageRanks ranks) {
        return IntStream.range(0, ranks.size()).mapToObj(ranks::rank).toList();
    }

    private static List<Long> order(MessageRanks ranks) {
        return IntStream.range(0, ranks.size())
                .boxed()
                .sorted(Comparator.comparingInt(ranks::rank))
                .map(ranks::uid)
                .toList();
    }

    private static List<Long> naive(List<StoredMessage> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(StoredMessage::octets))
                .map(StoredMessage::uid)
                .toList();
    }
}
