// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.greylist;

import dev.sekisho.policy.client.GreylistKey;
import dev.sekisho.policy.client.GreylistRecord;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.store.sql.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers attempts to deliver in the store, in a bounded number of rows. An attempt that changes nothing writes nothing. For any thread. */
public final class StoredGreylist {
    /** Rows of each table; one has about 150 octets. */
    public static final long MOST_ROWS = 1_000_000;

    private static final Duration KNOWN_REFRESHED = Duration.ofDays(1);

    private final Database database;
    private final Clock clock;
    private final long most;
    private final long tidyEvery;
    private final AtomicLong written = new AtomicLong();

    /** On an opened database. */
    public StoredGreylist(Database database, Clock clock) {
        this(database, clock, MOST_ROWS);
    }

    /** @param most rows of each table; each node may exceed it by a hundredth */
    StoredGreylist(Database database, Clock clock, long most) {
        this.database = database;
        this.clock = clock;
        this.most = most;
        this.tidyEvery = Math.max(1, most / 100);
    }

    /** Judges an attempt that is made now, and remembers it. Blocks. */
    public GreylistVerdict attempt(Greylisting rules, GreylistKey key) {
        Instant now = clock.instant();
        String triplet = hash(key);
        GreylistRecord remembered = database.read(sql -> GreylistTable.find(sql, triplet, key.client(), now));
        GreylistVerdict verdict = rules.judge(remembered, now);
        switch (verdict) {
            case FIRST -> first(triplet, now, now.plus(rules.retryWindow()));
            case EARLY -> {}
            case ACCEPTED -> accepted(remembered, triplet, key.client(), now, now.plus(rules.maxAge()));
            case KNOWN_CLIENT -> known(remembered, key.client(), now, now.plus(rules.maxAge()));
        }
        return verdict;
    }

    private void first(String triplet, Instant now, Instant expires) {
        boolean tidy = written.getAndIncrement() % tidyEvery == 0;
        database.write(sql -> {
            if (tidy) {
                GreylistTable.tidy(sql, now, Math.max(0, most - tidyEvery));
            }
            GreylistTable.first(sql, triplet, now, expires);
            return true;
        });
    }

    private void accepted(GreylistRecord remembered, String triplet, String client, Instant now, Instant expires) {
        boolean renew = isOlder(remembered.accepted(), now, Greylisting.COUNTED_ONCE_IN);
        boolean count = isOlder(remembered.clientLast(), now, Greylisting.COUNTED_ONCE_IN);
        if (renew || count) {
            database.write(sql -> {
                GreylistTable.accepted(sql, triplet, now, expires);
                if (count) {
                    GreylistTable.clientAccepted(sql, client, now, expires);
                }
                return true;
            });
        }
    }

    private void known(GreylistRecord remembered, String client, Instant now, Instant expires) {
        if (isOlder(remembered.clientLast(), now, KNOWN_REFRESHED)) {
            database.write(sql -> {
                GreylistTable.clientAccepted(sql, client, now, expires);
                return true;
            });
        }
    }

    private static boolean isOlder(Optional<Instant> last, Instant now, Duration age) {
        return last.filter(when -> now.isBefore(when.plus(age))).isEmpty();
    }

    private static String hash(GreylistKey key) {
        try {
            String text = key.client() + "\n" + key.sender() + "\n" + key.recipient();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
