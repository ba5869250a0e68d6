// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MessageOrderTest {
    private record Message(long number, Map<SortKey, Long> quantities, Map<SortKey, String> texts)
            implements SortableMessage {
        static Message of(long number) {
            return new Message(number, new EnumMap<>(SortKey.class), new EnumMap<>(SortKey.class));
        }

        Message with(SortKey key, String text) {
            texts.put(key, text);
            return this;
        }

        Message with(SortKey key, long quantity) {
            quantities.put(key, quantity);
            return this;
        }

        @Override
        public long quantity(SortKey key) {
            return quantities.getOrDefault(key, 0L);
        }

        @Override
        public String text(SortKey key) {
            return texts.getOrDefault(key, "");
        }
    }

    @Test
    void theFirstCriterionCountsMost() {
        List<Message> messages = List.of(
                Message.of(1).with(SortKey.SUBJECT, "b").with(SortKey.DATE, 1),
                Message.of(2).with(SortKey.SUBJECT, "a").with(SortKey.DATE, 2),
                Message.of(3).with(SortKey.SUBJECT, "a").with(SortKey.DATE, 1));

        assertThat(sorted(messages, by(SortKey.SUBJECT), by(SortKey.DATE))).containsExactly(3, 2, 1);
        assertThat(sorted(messages, by(SortKey.DATE), by(SortKey.SUBJECT))).containsExactly(3, 1, 2);
    }

    @Test
    void reverseTurnsItsCriterionAndNotTheNumbers() {
        List<Message> messages = List.of(
                Message.of(3).with(SortKey.SIZE, 5),
                Message.of(1).with(SortKey.SIZE, 7),
                Message.of(2).with(SortKey.SIZE, 5));

        assertThat(sorted(messages, new SortCriterion(SortKey.SIZE, true))).containsExactly(1, 2, 3);
    }

    @Test
    void aMissingTextComesFirst() {
        List<Message> messages = List.of(Message.of(1).with(SortKey.CC, "x"), Message.of(2));

        assertThat(sorted(messages, by(SortKey.CC))).containsExactly(2, 1);
    }

    @Test
    void textsAreInTheOrderOfTheirUtf8() {
        List<Message> messages = List.of(
                Message.of(1).with(SortKey.FROM, "\ud83d\ude00"),
                Message.of(2).with(SortKey.FROM, "\uff5e"),
                Message.of(3).with(SortKey.FROM, "a"));

        assertThat(sorted(messages, by(SortKey.FROM))).containsExactly(3, 2, 1);
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "\ud83d\ude00", "\uff5e")
                                .list()
                                .ofMaxSize(3)
                                .map(parts -> String.join("", parts)),
                        Arbitraries.longs().between(0, 3))
                .as((text, size) -> Message.of(0).with(SortKey.SUBJECT, text).with(SortKey.SIZE, size))
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 500)
    void theOrderIsThatOfANaiveSort(@ForAll("messages") List<Message> some) {
        List<Message> messages = IntStream.range(0, some.size())
                .mapToObj(i -> new Message(
                        i + 1L, some.get(i).quantities(), some.get(i).texts()))
                .toList();
        long[] sorted = sorted(messages, new SortCriterion(SortKey.SIZE, true), by(SortKey.SUBJECT));

        for (int i = 1; i < sorted.length; i++) {
            Message before = messages.get((int) sorted[i - 1] - 1);
            Message after = messages.get((int) sorted[i] - 1);
            long bySize = after.quantity(SortKey.SIZE) - before.quantity(SortKey.SIZE);
            int byText = Arrays.compare(
                    before.text(SortKey.SUBJECT).codePoints().toArray(),
                    after.text(SortKey.SUBJECT).codePoints().toArray());
            assertThat(bySize < 0 || (bySize == 0 && (byText < 0 || (byText == 0 && before.number() < after.number()))))
                    .isTrue();
        }
    }

    private static SortCriterion by(SortKey key) {
        return new SortCriterion(key, false);
    }

    private static long[] sorted(List<Message> messages, SortCriterion... criteria) {
        return new MessageOrder(List.of(criteria)).sorted(messages);
    }
}
