// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Failed logins and what follows from them, as all nodes have them. Bounded: the oldest rows go. Blocks; safe for all threads. */
public final class GuessStore {
    /** Failed logins that are kept, and hold-offs. */
    public static final int MOST = 100_000;

    /** Failed logins are kept for so long. */
    public static final Duration KEPT = Duration.ofDays(1);

    private final Database database;

    /** On an opened database. */
    public GuessStore(Database database) {
        this.database = database;
    }

    /**
     * What one node has to tell.
     *
     * @param guesses logins that failed
     * @param takenBack the numbers of those that count no longer
     * @param holdOffs who is held off from now on
     * @param known where users have logged in from
     */
    public record Batch(
            Collection<Guess> guesses,
            Collection<Long> takenBack,
            Collection<HoldOff> holdOffs,
            Collection<KnownAddress> known) {
        /** True if there is nothing to write. */
        public boolean isEmpty() {
            return guesses.isEmpty() && takenBack.isEmpty() && holdOffs.isEmpty() && known.isEmpty();
        }
    }

    /**
     * What has changed.
     *
     * @param guesses logins that failed and count
     * @param takenBack the numbers of those that count no longer
     * @param holdOffs who is held off, or is no longer
     */
    public record Changes(List<Guess> guesses, List<Long> takenBack, List<HoldOff> holdOffs) {}

    /** Writes it all in one unit. */
    public void write(Batch batch, Instant now) {
        database.write(sql -> {
            GuessTable.insert(sql, batch.guesses(), now);
            GuessTable.takeBack(sql, batch.takenBack(), now);
            HoldOffTable.put(sql, batch.holdOffs(), now);
            KnownAddressTable.put(sql, batch.known());
            return true;
        });
    }

    /** What has changed since then, on any node. */
    public Changes changes(Instant since) {
        return database.read(sql -> new Changes(
                GuessTable.counted(sql, since), GuessTable.takenBack(sql, since), HoldOffTable.changed(sql, since)));
    }

    /** What is known of a client. @param user the user that it wants to be; empty for a name that may be nobody's */
    public Standing standing(String address, Optional<String> user, Instant now) {
        return database.read(sql -> KnownAddressTable.standing(sql, address, user.orElse(null), now));
    }

    /** Where a user has logged in from, the latest first. */
    public List<KnownAddress> addresses(String user, int most) {
        return database.read(sql -> KnownAddressTable.of(sql, user, most));
    }

    /** Forgets a user that is removed: who has guessed the password, and where the user has logged in from. Whoever gets the name next is known nowhere. */
    public static void forget(Sql sql, String user) {
        GuessTable.delete(sql, user);
        KnownAddressTable.delete(sql, user);
    }

    /** Removes what is too old, and the oldest of what is too much. */
    public void trim(Instant now) {
        database.write(sql -> {
            GuessTable.trim(sql, now.minus(KEPT), MOST);
            HoldOffTable.trim(sql, now, MOST);
            KnownAddressTable.trim(sql, now);
            return true;
        });
    }

    /** How it stands. */
    public GuessSummary summary(Instant now) {
        return database.read(sql -> summary(sql, now));
    }

    /** The same, within a unit. */
    public static GuessSummary summary(Sql sql, Instant now) {
        return new GuessSummary(HoldOffTable.active(sql, now), GuessTable.guarded(sql, now));
    }

    /** Ends the hold-offs of an address or a network. @param shown as {@link #summary} has it. @return how many */
    public int lift(String shown, Instant now) {
        return database.write(sql -> HoldOffTable.lift(sql, shown, now));
    }
}
