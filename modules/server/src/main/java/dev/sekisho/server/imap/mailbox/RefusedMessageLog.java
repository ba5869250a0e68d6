// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.store.log.LogLineBuilder;
import java.time.Duration;
import org.apache.james.core.Username;

/**
 * Tells the log of messages that a quota has no room for. A client may try again and again, so that an account has one line a minute. Safe
 * for all threads.
 */
public final class RefusedMessageLog {
    static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private static final int ACCOUNTS = 10_000;

    private final Cache<Username, Boolean> told;

    /**
     * Nothing was told yet.
     *
     * @param ticker the time
     */
    public RefusedMessageLog(Ticker ticker) {
        told = CacheBuilder.newBuilder()
                .maximumSize(ACCOUNTS)
                .expireAfterWrite(BETWEEN_LINES)
                .ticker(ticker)
                .build();
    }

    /** Writes a line about an account, unless there was one within the last minute. */
    public void tell(Username account, LogLineBuilder line) {
        if (told.asMap().putIfAbsent(account, true) == null) {
            line.tell();
        }
    }
}
