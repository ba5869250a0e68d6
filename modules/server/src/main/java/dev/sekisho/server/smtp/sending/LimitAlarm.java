// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.sending.LimitNews;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that an account has reached a limit: once within the limit's period in the log, and once a day in a notice. What was told is kept in
 * the memory, so that it is told once by all nodes together. Blocks; safe for all threads.
 */
final class LimitAlarm {
    private static final int ACCOUNTS = 10_000;
    /** An operator may have lifted a limit meanwhile, and taken that back. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(LimitAlarm.class);

    private final SendingMemory memory;
    private final PostmasterNotice notice;
    private final Clock clock;
    /** Until when an account is at its limit, as the memory was told; the account may be refused recipients again and again. */
    private final Cache<Subject, Instant> entered = CacheBuilder.newBuilder()
            .maximumSize(ACCOUNTS)
            .expireAfterWrite(AGAIN)
            .build();

    private record Subject(String user, SendingPeriod period) {}

    LimitAlarm(SendingMemory memory, PostmasterNotice notice, Clock clock) {
        this.memory = memory;
        this.notice = notice;
        this.clock = clock;
    }

    /** An account was refused a recipient. */
    void reached(String user, ReachedLimit limit, SentRecipients sent) {
        Subject subject = new Subject(user, limit.period());
        if (limit.until().equals(entered.asMap().put(subject, limit.until()))) {
            return;
        }
        try {
            LimitNews news = memory.reached(user, limit, clock.instant());
            if (news.first()) {
                LogLineBuilder.of(LogEvent.USER_LIMIT)
                        .with(LogKey.USER, user)
                        .with(LogKey.PERIOD, limit.period().word())
                        .with(LogKey.LIMIT, limit.most())
                        .with(LogKey.UNTIL, limit.until().toString())
                        .tell();
            }
            if (news.tellPostmaster()) {
                notice.tell(user, limit, sent);
            }
        } catch (Exception e) {
            entered.invalidate(subject);
            TransientFailureLog.ofProcess()
                    .error(
                            LOGGER,
                            e,
                            () -> "user " + user + " is at the limit of " + limit.most() + " recipients of the "
                                    + limit.period().word() + ", and the postmaster cannot be told");
        }
    }
}
