// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The recipients of one transaction, which count from their RCPT on, and count no longer if the transaction ends without a message. A worker may count
 * one while the connection is closed. Safe for all threads.
 */
public final class RecipientReservation {
    private final SendingGuard guard;
    private final String user;
    private final SendingLimits limits;
    /** Guarded by this. */
    private final Map<Long, Long> steps = new HashMap<>();

    private boolean ended;

    RecipientReservation(SendingGuard guard, String user, SendingLimits limits) {
        this.guard = guard;
        this.user = user;
        this.limits = limits;
    }

    /** Counts one more recipient, unless the account is at its limit, of which the operator is told. Blocks. */
    public Optional<ReachedLimit> count() {
        Optional<ReachedLimit> reached = guard.count(user, limits, this);
        reached.ifPresent(limit -> guard.reached(user, limit));
        return reached;
    }

    /** @return how many count: none if nobody waits for the answer any more */
    synchronized long add(long step) {
        if (ended) {
            return 0;
        }
        steps.merge(step, 1L, Long::sum);
        return 1;
    }

    /** The transaction ended without a message, or its message was refused: nothing of it counts. */
    public void giveBack() {
        Map<Long, Long> counted = end();
        if (!counted.isEmpty()) {
            guard.giveBack(user, counted);
        }
    }

    private synchronized Map<Long, Long> end() {
        ended = true;
        Map<Long, Long> counted = Map.copyOf(steps);
        steps.clear();
        return counted;
    }
}
