// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.SentCount;
import dev.sekisho.store.sending.UserLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the recipients of each account on all listeners of this process, and holds the account at its limit. Decisions are made in memory;
 * {@link #exchange} brings what was counted to the store and what others have counted from it. An account of which other nodes do not know
 * {@link SendingLimits#unshared} recipients waits for an exchange, so each further node can exceed a limit by so many and no more. Safe for all
 * threads.
 */
public final class SendingGuard {
    /** The clocks of nodes differ by less; what is read twice does no harm. */
    private static final int OVERLAP_SECONDS = 10;

    private final SendingMemory memory;
    private final LimitAlarm alarm;
    private final Clock clock;
    private final Object lock = new Object();
    /** Guarded by the lock, as are the limits. */
    private final Map<String, AccountCount> accounts = new HashMap<>();

    private final Map<String, SendingLimits> ownLimits = new HashMap<>();
    /** Whose count the store has to be told. */
    private final Set<String> changed = new HashSet<>();

    private long oldest;
    /** One exchange at a time; taken before the lock. */
    private final Object exchanging = new Object();

    private Optional<Instant> lastRead = Optional.empty();

    /** Counts with this store. */
    public SendingGuard(SendingStore store, PostmasterNotice notice, Clock clock) {
        this(new StoredSending(store), notice, clock);
    }

    /** Counts with another memory. */
    public SendingGuard(SendingMemory memory, PostmasterNotice notice, Clock clock) {
        this.memory = memory;
        this.alarm = new LimitAlarm(memory, notice, clock);
        this.clock = clock;
    }

    /** A transaction of a user begins. @param limits of the listener, for who has none of their own */
    public RecipientReservation begin(String user, SendingLimits limits) {
        return new RecipientReservation(this, user, limits);
    }

    /** Counts one more recipient, unless the account is at its limit. Blocks where the store has to be told first. */
    Optional<ReachedLimit> count(String user, SendingLimits ofListener, RecipientReservation reservation) {
        for (; ; ) {
            synchronized (lock) {
                SendingLimits limits = ownLimits.getOrDefault(user, ofListener);
                AccountCount account = of(user);
                if (account.unshared() < limits.unshared()) {
                    Instant now = clock.instant();
                    Optional<ReachedLimit> reached = limits.decide(account.sent(), now);
                    if (reached.isEmpty()) {
                        account.count(SentRecipients.stepOf(now), reservation.add(SentRecipients.stepOf(now)));
                        changed.add(user);
                    }
                    return reached;
                }
            }
            exchange();
        }
    }

    /** Tells the operator of a limit that was reached. Blocks. */
    void reached(String user, ReachedLimit limit) {
        SentRecipients sent;
        synchronized (lock) {
            sent = of(user).sent();
        }
        alarm.reached(user, limit, sent);
    }

    /** Recipients that were counted are not sent to. */
    void giveBack(String user, Map<Long, Long> steps) {
        synchronized (lock) {
            AccountCount account = of(user);
            steps.forEach((step, count) -> account.count(step, -count));
            changed.add(user);
        }
    }

    /** What was counted goes to the memory, and what others have counted comes from it. Blocks. */
    public void exchange() {
        synchronized (exchanging) {
            Instant now = clock.instant();
            write(now);
            SendingStore.Changes changes = memory.changes(
                    lastRead.map(last -> last.minusSeconds(OVERLAP_SECONDS)).orElse(Instant.EPOCH));
            lastRead = Optional.of(now);
            synchronized (lock) {
                changes.sent().forEach(each -> of(each.user()).learn(each));
                changes.limits().forEach(this::learn);
                forget(SentRecipients.oldestStep(now));
            }
        }
    }

    /** Under the lock. */
    private void forget(long before) {
        if (before != oldest) {
            oldest = before;
            accounts.values().removeIf(account -> account.forget(before));
        }
    }

    private void learn(UserLimits each) {
        each.limits()
                .ifPresentOrElse(limits -> ownLimits.put(each.user(), limits), () -> ownLimits.remove(each.user()));
    }

    /** What was counted goes to the memory. Blocks. */
    public void write() {
        synchronized (exchanging) {
            write(clock.instant());
        }
    }

    private void write(Instant now) {
        List<SentCount> changes = new ArrayList<>();
        synchronized (lock) {
            for (String user : changed) {
                changes.addAll(of(user).beginWrite(user));
            }
            changed.clear();
        }
        if (changes.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            memory.add(changes, now);
            done = true;
        } finally {
            end(changes, done);
        }
    }

    private void end(List<SentCount> changes, boolean written) {
        synchronized (lock) {
            for (SentCount change : changes) {
                if (written) {
                    of(change.user()).written();
                } else {
                    of(change.user()).notWritten();
                    changed.add(change.user());
                }
            }
        }
    }

    /** Under the lock. */
    private AccountCount of(String user) {
        return accounts.computeIfAbsent(user, unknown -> new AccountCount());
    }

    /** Has the memory forget what counts nothing any more. Blocks. */
    public void trim() {
        memory.trim(clock.instant());
    }
}
