// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.BanList;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.store.login.GuessStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of logins beyond one process. Blocks; safe for all threads. */
public interface GuessMemory {
    /** One that remembers nothing: there are neither other nodes nor an earlier time. */
    GuessMemory NONE = new GuessMemory() {
        @Override
        public Standing standing(String address, String name, Instant now) {
            return Standing.STRANGER;
        }

        @Override
        public void write(GuessStore.Batch batch, Instant now) {}

        @Override
        public GuessStore.Changes changes(Instant since) {
            return new GuessStore.Changes(List.of(), List.of(), List.of());
        }

        @Override
        public Optional<BanList> changedBans(Instant now) {
            return Optional.empty();
        }

        @Override
        public void trim(Instant now) {}
    };

    /** What is known of a client. @param address an IPv4 address or the /64 of an IPv6 address @param name of the account, which may be none */
    Standing standing(String address, String name, Instant now);

    /** Keeps what this process has seen. */
    void write(GuessStore.Batch batch, Instant now);

    /** What any process has seen since then. */
    GuessStore.Changes changes(Instant since);

    /** The bans, if they have changed since they were asked for last. */
    Optional<BanList> changedBans(Instant now);

    /** Forgets what is too old or too much. */
    void trim(Instant now);
}
