// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.sending.SentCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The recipients of one account, by the step of time they were accepted in. For one thread at a time. */
final class AccountCount {
    /** As the store has it. */
    private final Map<Long, Long> stored = new HashMap<>();
    /** What the store is being told. */
    private final Map<Long, Long> written = new HashMap<>();
    /** What the store has not been told. */
    private final Map<Long, Long> unshared = new HashMap<>();

    SentRecipients sent() {
        Map<Long, Long> all = new HashMap<>(stored);
        written.forEach((step, count) -> all.merge(step, count, Long::sum));
        unshared.forEach((step, count) -> all.merge(step, count, Long::sum));
        return new SentRecipients(all);
    }

    void count(long step, long recipients) {
        unshared.merge(step, recipients, Long::sum);
    }

    /** How many the other nodes do not know of. */
    long unshared() {
        return sum(unshared) + sum(written);
    }

    /** The store is told what is unshared. */
    List<SentCount> beginWrite(String user) {
        List<SentCount> changes = new ArrayList<>();
        unshared.forEach((step, count) -> {
            if (count != 0) {
                changes.add(new SentCount(user, step, count));
                written.merge(step, count, Long::sum);
            }
        });
        unshared.clear();
        return changes;
    }

    /** The store has it. */
    void written() {
        written.forEach((step, count) -> stored.merge(step, count, Long::sum));
        written.clear();
    }

    /** The store has it not. */
    void notWritten() {
        written.forEach((step, count) -> unshared.merge(step, count, Long::sum));
        written.clear();
    }

    void learn(SentCount count) {
        stored.put(count.step(), count.recipients());
    }

    /** Forgets steps before this one. @return true if nothing is left */
    boolean forget(long oldest) {
        stored.keySet().removeIf(step -> step < oldest);
        unshared.keySet().removeIf(step -> step < oldest);
        return stored.isEmpty() && unshared.isEmpty() && written.isEmpty();
    }

    private static long sum(Map<Long, Long> steps) {
        return steps.values().stream().mapToLong(Long::longValue).sum();
    }
}
