// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentBodyCacheTest {
    private final RecentBodyCache recent = new RecentBodyCache();

    @Test
    void knowsWhatWasCommittedJustNow() {
        recent.add(7, new byte[] {1, 2, 3});
        assertThat(recent.get(7)).hasValue(new byte[] {1, 2, 3});
        assertThat(recent.get(8)).isEmpty();
    }

    @Test
    void keepsTheNewestOfWhatDoesNotFit() {
        int many = 100;
        for (int id = 1; id <= many; id++) {
            recent.add(id, new byte[128 << 10]);
        }
        int fit = (4 << 20) / (128 << 10);
        assertThat(recent.get(many)).isPresent();
        assertThat(recent.get(many - fit + 1)).isPresent();
        assertThat(recent.get(many - fit)).isEmpty();
    }

    @Test
    void whatIsAddedTwiceCountsOnce() {
        for (int i = 0; i < 100; i++) {
            recent.add(1, new byte[128 << 10]);
        }
        recent.add(2, new byte[128 << 10]);
        assertThat(recent.get(1)).isPresent();
    }
}
