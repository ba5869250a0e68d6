// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.TestCertificates;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class SessionTicketKeysTest {
    private final MutableClock clock = MutableClock.of(TestCertificates.NOW, ZoneOffset.UTC);
    private final SessionTicketKeys keys = new SessionTicketKeys(clock);

    @Test
    void aKeySealsForItsLife() {
        clock.add(SessionTicketKeys.LIFE.minusSeconds(1));
        assertThat(keys.rotateIfDue()).isFalse();
        clock.add(Duration.ofSeconds(1));
        assertThat(keys.rotateIfDue()).isTrue();
    }

    @Test
    void theKeyBeforeStillOpens() {
        Object first = keys.inUse()[0];
        clock.add(SessionTicketKeys.LIFE);
        keys.rotateIfDue();
        assertThat(keys.inUse()).hasSize(2);
        assertThat(keys.inUse()[1]).isSameAs(first);
        clock.add(SessionTicketKeys.LIFE);
        keys.rotateIfDue();
        assertThat(keys.inUse())
                .hasSize(2)
                .allSatisfy(key -> assertThat((Object) key).isNotSameAs(first));
    }

    @Test
    void noKeyOutlivesAPauseOrAClockThatWasSetBack() {
        Object first = keys.inUse()[0];
        clock.add(SessionTicketKeys.LIFE.multipliedBy(2));
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
