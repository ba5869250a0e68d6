// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RankedOrderTest {
    @Test
    void ofNoMessageThereIsNoOrder() {
        assertThat(RankedOrder.sorted(new long[0], List.of(new RankedOrder.Ranks(new int[0], 0, true))))
                .isEmpty();
    }

    @Property(tries = 500)
    void theOrderIsThatOfANaiveSort(@ForAll long seed) {
        Random random = new Random(seed);
        long[] numbers =
                LongStream.rangeClosed(1, 30).filter(n -> random.nextInt(3) > 0).toArray();
        List<RankedOrder.Ranks> criteria = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int count = 1 + random.nextInt(40);
            int[] ranks = IntStream.range(0, numbers.length)
                    .map(at -> random.nextInt(count))
                    .toArray();
            criteria.add(new RankedOrder.Ranks(ranks, count, random.nextBoolean()));
        }
        Comparator<Integer> order = (left, right) -> 0;
        for (RankedOrder.Ranks criterion : criteria) {
            Comparator<Integer> byRank = Comparator.comparingInt(at -> criterion.ranks()[at]);
            order = order.thenComparing(criterion.reverse() ? byRank.reversed() : byRank);
        }

        assertThat(RankedOrder.sorted(numbers, criteria))
                .containsExactly(IntStream.range(0, numbers.length)
                        .boxed()
                        .sorted(order)
                        .mapToLong(at -> numbers[at])
                        .toArray());
    }
}
