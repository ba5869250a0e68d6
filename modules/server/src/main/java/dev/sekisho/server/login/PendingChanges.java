// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.login.KnownAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this process has seen and the store has not been told yet. Bounded: while the store is away the oldest is lost. For one thread at a time. */
final class PendingChanges {
    private static final int MOST = 20_000;

    private final Map<Long, Guess> guesses = new LinkedHashMap<>();
    private final List<Long> takenBack = new ArrayList<>();
    private final Map<GuessSubject, HoldOff> holdOffs = new LinkedHashMap<>();
    private final List<KnownAddress> known = new ArrayList<>();

    void wrong(Guess guess) {
        guesses.put(guess.id(), guess);
        drop(guesses.keySet());
    }

    void takenBack(Collection<Long> ids) {
        for (Long id : ids) {
            if (guesses.remove(id) == null) {
                takenBack.add(id);
            }
        }
        drop(takenBack);
    }

    void heldOff(HoldOff holdOff) {
        holdOffs.put(holdOff.subject(), holdOff);
        drop(holdOffs.keySet());
    }

    void known(KnownAddress address) {
        known.add(address);
        drop(known);
    }

    /** True if the store will be told of another hold-off of the same. */
    boolean overrides(HoldOff stored) {
        return holdOffs.containsKey(stored.subject());
    }

    /** All of it, which is pending no longer. */
    GuessStore.Batch take() {
        GuessStore.Batch all = new GuessStore.Batch(
                List.copyOf(guesses.values()),
                List.copyOf(takenBack),
                List.copyOf(holdOffs.values()),
                List.copyOf(known));
        guesses.clear();
        takenBack.clear();
        holdOffs.clear();
        known.clear();
        return all;
    }

    /** It could not be written. */
    void putBack(GuessStore.Batch batch) {
        batch.guesses().forEach(this::wrong);
        takenBack.addAll(batch.takenBack());
        batch.holdOffs().forEach(each -> holdOffs.putIfAbsent(each.subject(), each));
        known.addAll(batch.known());
        drop(takenBack);
        drop(known);
    }

    private static void drop(Collection<?> all) {
        while (all.size() > MOST) {
            var oldest = all.iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
