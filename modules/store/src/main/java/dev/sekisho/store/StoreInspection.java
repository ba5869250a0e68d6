// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.database.DatabaseInspector;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.login.GuessSummary;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.pin.PinStore;
import dev.sekisho.store.pin.StoredPin;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.UserAtLimit;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import dev.sekisho.store.users.Users;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a look at the store finds, which changes nothing of it. */
public sealed interface StoreInspection {

    /** Nothing was made there yet; {@link Store#open} would. */
    record Unmade() implements StoreInspection {}

    /**
     * The schema is of an older version; {@link Store#open} would bring it up to this one's.
     *
     * @param missing how many steps of the schema are missing
     */
    record Older(int missing) implements StoreInspection {}

    /**
     * The schema is of this version.
     *
     * @param pins all pins, by peer and by age
     * @param outgoing how it stands with the outgoing queue
     * @param kept how many mails each mail repository keeps, by path
     * @param exposed for how many users somebody tried a login in cleartext
     * @param guesses who is held off
     * @param atLimit users that have sent to as many recipients as they may
     */
    record Current(
            List<StoredPin> pins,
            OutgoingSummary outgoing,
            Map<String, Long> kept,
            long exposed,
            GuessSummary guesses,
            List<UserAtLimit> atLimit)
            implements StoreInspection {
        /** Copies what can be changed. */
        public Current {
            pins = List.copyOf(pins);
            atLimit = List.copyOf(atLimit);
            kept = Collections.unmodifiableMap(new TreeMap<>(kept));
        }
    }

    /**
     * Looks.
     *
     * @throws StoreRefusedException if {@link Store#open} would refuse the store; the message says what to do
     */
    static StoreInspection at(DatabaseSettings settings) {
        return settings.fold(StoreInspection::atFile, StoreInspection::atDatabase);
    }

    private static StoreInspection atFile(DatabaseSettings.Sqlite settings) {
        SqliteLocation place = new SqliteLocation(settings.file());
        place.refuseStrayLog();
        return place.isEmpty() ? new Unmade() : atDatabase(settings);
    }

    private static StoreInspection atDatabase(DatabaseSettings settings) {
        return DatabaseInspector.look(settings, (sql, missing) -> {
            if (missing.isEmpty()) {
                return new Unmade();
            }
            int steps = missing.getAsInt();
            return steps > 0
                    ? new Older(steps)
                    : new Current(
                            PinStore.in(sql),
                            OutgoingAdmin.summary(sql),
                            RepositoryAdmin.kept(sql),
                            Users.countExposed(sql),
                            GuessStore.summary(sql, Instant.now()),
                            SendingStore.atLimit(sql, Instant.now()));
        });
    }
}
