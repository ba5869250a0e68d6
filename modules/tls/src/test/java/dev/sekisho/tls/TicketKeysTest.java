// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class TicketKeysTest {
    private final MutableClock clock = MutableClock.of(Made.NOW, ZoneOffset.UTC);
    private final TicketKeys keys = new TicketKeys(clock);

    @Test
    void aKeySealsForItsLife() {
        clock.add(TicketKeys.LIFE.minusSeconds(1));
        assertThat(keys.rotateIfDue()).isFalse();
        clock.add(Duration.ofSeconds(1));
        assertThat(keys.rotateIfDue()).isTrue();
    }

    @Test
    void theKeyBeforeStillOpens() {
        Object first = keys.inUse()[0];
        clock.add(TicketKeys.LIFE);
        keys.rotateIfDue();
        assertThat(keys.inUse()).hasSize(2);
        assertThat(keys.inUse()[1]).isSameAs(first);
        clock.add(TicketKeys.LIFE);
        keys.rotateIfDue();
        assertThat(keys.inUse())
                .hasSize(2)
                .allSatisfy(key -> assertThat((Object) key).isNotSameAs(first));
    }

    @Test
    void noKeyOutlivesAPauseOrAClockThatWasSetBack() {
        Object first = keys.inUse()[0];
        clock.add(TicketKeys.LIFE.multipliedBy(2));
        assertThat(keys.rotateIfDue()).isTrue();
        assertThat(keys.inUse()).hasSize(1);
        assertThat(keys.inUse()[0]).isNotSameAs(first);
        Object second = keys.inUse()[0];
        clock.add(Duration.ofSeconds(-1));
        assertThat(keys.rotateIfDue()).isTrue();
        assertThat(keys.inUse()).hasSize(1);
        assertThat(keys.inUse()[0]).isNotSameAs(second);
    }
}
