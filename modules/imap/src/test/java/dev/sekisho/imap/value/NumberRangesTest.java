// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumberRangesTest {
    private static final long LARGEST = NumberRanges.LARGEST;

    @Property(tries = 500)
    void areTheSetOfTheNumbersGiven(@ForAll @Size(max = 60) Set<@LongRange(min = 1, max = 80) Long> numbers) {
        NumberRanges ranges = of(numbers);
        TreeSet<Long> sorted = new TreeSet<>(numbers);

        assertThat(ranges.stream().boxed()).containsExactlyElementsOf(sorted);
        assertThat(ranges.size()).isEqualTo(numbers.size());
        for (long number = 1; number <= 81; number++) {
            assertThat(ranges.contains(number)).isEqualTo(numbers.contains(number));
            assertThat(ranges.rankOf(number))
                    .isEqualTo(sorted.headSet(number, true).size());
        }
        long rank = 0;
        for (long number : sorted) {
            assertThat(ranges.atRank(++rank)).isEqualTo(number);
        }
    }

    @Property(tries = 500)
    void joinMeetAndSubtractAsSetsDo(
            @ForAll @Size(max = 40) Set<@LongRange(min = 1, max = 60) Long> left,
            @ForAll @Size(max = 40) Set<@LongRange(min = 1, max = 60) Long> right) {
        Set<Long> union = new TreeSet<>(left);
        union.addAll(right);
        Set<Long> both = left.stream().filter(right::contains).collect(Collectors.toSet());
        Set<Long> rest = left.stream().filter(n -> !right.contains(n)).collect(Collectors.toSet());

        assertThat(of(left).union(of(right))).isEqualTo(of(union));
        assertThat(of(left).intersection(of(right))).isEqualTo(of(both));
        assertThat(of(left).minus(of(right))).isEqualTo(of(rest));
    }

    @Property(tries = 300)
    void joinMeetAndSubtractAtTheUpperEnd(
            @ForAll @Size(max = 8) Set<@LongRange(min = 0xffff_fff0L, max = 0xffff_ffffL) Long> left,
            @ForAll @Size(max = 8) Set<@LongRange(min = 0x7fff_fff8L, max = 0x8000_0008L) Long> right) {
        NumberRanges all = of(left).union(of(right));

        assertThat(all.minus(of(left))).isEqualTo(of(right));
        assertThat(all.minus(of(right))).isEqualTo(of(left));
        assertThat(all.size()).isEqualTo(left.size() + right.size());
    }

    @Test
    void haveAllNumbersOf32Bits() {
        NumberRanges all = NumberRanges.range(1, LARGEST);

        assertThat(all.size()).isEqualTo(LARGEST);
        assertThat(all.last()).isEqualTo(LARGEST);
        assertThat(all.atRank(LARGEST)).isEqualTo(LARGEST);
        assertThat(all.minus(NumberRanges.of(1, LARGEST))).hasToString("2:4294967294");
        assertThat(all.contains(0)).isFalse();
        assertThat(all.contains(LARGEST + 1)).isFalse();
    }

    @Test
    void areWrittenAsASequenceSet() {
        assertThat(NumberRanges.of(9, 1, 2, 3, 7, 8)).hasToString("1:3,7:9");
        assertThat(NumberRanges.NONE).hasToString("");
    }

    @Test
    void refuseWhatIsNoNumber() {
        assertThatThrownBy(() -> NumberRanges.of(0)).hasMessageContaining("0:0").hasMessageContaining("expected 1 to");
        assertThatThrownBy(() -> NumberRanges.of(LARGEST + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NumberRanges.of(1).atRank(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static NumberRanges of(Set<Long> numbers) {
        return NumberRanges.of(numbers.stream().mapToLong(Long::longValue).toArray());
    }
}
