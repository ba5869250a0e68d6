// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;

class RefusedMessageLogTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RefusedMessageLog refusals = new RefusedMessageLog(new Ticker() {
        @Override
        public long read() {
            return nanos.get();
        }
    });

    @Test
    void anAccountHasOneLineAMinute() {
        try (LoggedEvents log = new LoggedEvents()) {
            tell("anna@example.org");
            tell("anna@example.org");
            tell("bert@example.org");
            assertThat(log.all(LogEvent.IMAP_REFUSED))
                    .extracting(line -> line.value(LogKey.USER).orElseThrow())
                    .containsExactly("anna@example.org", "bert@example.org");

            nanos.addAndGet(RefusedMessageLog.BETWEEN_LINES.toNanos());
            tell("anna@example.org");
            assertThat(log.all(LogEvent.IMAP_REFUSED)).hasSize(3);
        }
    }

    private void tell(String user) {
        refusals.tell(
                Username.of(user), LogLineBuilder.of(LogEvent.IMAP_REFUSED).with(LogKey.USER, user));
    }
}
