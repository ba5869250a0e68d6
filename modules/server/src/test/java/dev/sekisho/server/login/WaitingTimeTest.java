// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTimeTest {
    private static int tries(IntToLongFunction ended) {
        WaitingTime time = new WaitingTime();
        return (int) IntStream.iterate(1, i -> i + 1)
                .takeWhile(i -> time.isLeft(ended.applyAsLong(i)))
                .count();
    }

    @Test
    void isOverWhenNothingComesToAnEnd() {
        assertThat(tries(i -> 0)).isEqualTo(WaitingTime.MOST_TRIES_WITHOUT_AN_END - 1);
        assertThat(tries(i -> Math.min(i, 100))).isEqualTo(100 + WaitingTime.MOST_TRIES_WITHOUT_AN_END - 1);
    }

    @Test
    void goesOnWhileOthersComeToAnEndButNotForEver() {
        assertThat(tries(i -> i / 150)).isEqualTo(WaitingTime.MOST_TRIES - 1);
    }
}
