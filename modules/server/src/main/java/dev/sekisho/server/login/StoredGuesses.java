// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.BanList;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.store.Store;
import dev.sekisho.store.login.BanStore;
import dev.sekisho.store.login.GuessStore;
import java.time.Instant;
import java.util.Optional;

/** What the store remembers. {@link #changedBans} is for one thread. */
final class StoredGuesses implements GuessMemory {
    private final GuessStore guesses;
    private final BanStore bans;
    private long banVersion = -1;

    StoredGuesses(Store store) {
        this.guesses = store.guesses();
        this.bans = store.bans();
    }

    @Override
    public Standing standing(String address, String name, Instant now) {
        return guesses.standing(address, Optional.of(name), now);
    }

    @Override
    public void write(GuessStore.Batch batch, Instant now) {
        guesses.write(batch, now);
    }

    @Override
    public GuessStore.Changes changes(Instant since) {
        return guesses.changes(since);
    }

    @Override
    public Optional<BanList> changedBans(Instant now) {
        // In this order: a change in between is seen again by its number.
        long version = bans.version();
        if (version == banVersion) {
            return Optional.empty();
        }
        BanList list = new BanList(bans.list(now));
        banVersion = version;
        return Optional.of(list);
    }

    @Override
    public void trim(Instant now) {
        guesses.trim(now);
    }
}
