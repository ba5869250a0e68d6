// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.transport.limit.ClientNetwork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses with too many bad logins, which are not asked for any on all listeners for a while. Safe for all threads.
 *
 * <p>Remembers a bounded number of addresses, those of the last bad logins.
 */
@Singleton
public final class FailedLoginLimiter implements FailedLogins {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailedLoginLimiter.class);
    private static final int ADDRESSES = 100_000;

    private final Clock clock;
    private final Cache<ClientNetwork, Record> records =
            CacheBuilder.newBuilder().maximumSize(ADDRESSES).build();

    /** Nobody is held off yet. */
    @Inject
    public FailedLoginLimiter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean active(ClientNetwork address) {
        Record record = records.getIfPresent(address);
        return record != null && record.heldAt(clock.instant());
    }

    @Override
    public void failed(ClientNetwork address, FailedLoginLimits limits) {
        Instant now = clock.instant();
        Record record = records.asMap().computeIfAbsent(address, key -> new Record());
        if (record.failed(now, limits)) {
            LOGGER.warn(
                    "address {} may not log in for {} minutes: {} bad logins within {} minutes",
                    address,
                    limits.holdOff().toMinutes(),
                    limits.perAddress(),
                    limits.window().toMinutes());
        }
    }

    private static final class Record {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private @Nullable Instant until;

        synchronized boolean heldAt(Instant now) {
            return until != null && now.isBefore(until);
        }

        synchronized boolean failed(Instant now, FailedLoginLimits limits) {
            Duration window = limits.window();
            failures.removeIf(when -> when.isBefore(now.minus(window)));
            failures.add(now);
            if (failures.size() < limits.perAddress()) {
                return false;
            }
            failures.clear();
            until = now.plus(limits.holdOff());
            return true;
        }
    }
}
