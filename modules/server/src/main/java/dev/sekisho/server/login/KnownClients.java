// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.policy.login.ClientPlace;
import dev.sekisho.policy.login.Guesser.Standing;
import java.time.Duration;
import java.time.Instant;

/** What is known of clients, asked of the memory once in a while. Bounded; safe for all threads. */
final class KnownClients {
    private static final int MOST = 50_000;
    /** What another node has seen may be news here for so long. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(20);

    private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);

    private final GuessMemory memory;
    private final Cache<Client, Standing> standings = cache(ASKED_AGAIN_AFTER);
    /** By address: whether nobody has logged in from it. */
    private final Cache<String, Boolean> strangers = cache(ASKED_AGAIN_AFTER);

    private final Cache<Client, Boolean> told = cache(TOLD_AGAIN_AFTER);

    KnownClients(GuessMemory memory) {
        this.memory = memory;
    }

    private record Client(String address, String name) {}

    private static <K, V> Cache<K, V> cache(Duration life) {
        return CacheBuilder.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(life)
                .build();
    }

    /** Blocks. */
    Standing standing(ClientPlace place, String name, Instant now) {
        Client client = new Client(place.address(), name);
        Standing standing = standings.getIfPresent(client);
        if (standing == null) {
            standing = memory.standing(place.address(), name, now);
            standings.put(client, standing);
            strangers.put(place.address(), standing == Standing.STRANGER);
            if (standing != Standing.KNOWN) {
                // What was told may have been forgotten, as with a user that was removed and made anew.
                told.invalidate(client);
            }
        }
        return standing;
    }

    /** True if nobody has logged in from an address, as far as is known without asking. Does not block. */
    boolean isStrange(ClientPlace place) {
        return Boolean.TRUE.equals(strangers.getIfPresent(place.address()));
    }

    /** Somebody has logged in. True if that is to be kept. */
    boolean loggedIn(ClientPlace place, String user) {
        Client client = new Client(place.address(), user);
        standings.put(client, Standing.KNOWN);
        strangers.put(place.address(), false);
        return told.asMap().putIfAbsent(client, true) == null;
    }
}
