// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.outgoing.OutgoingDesk;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.pins.Pins;
import dev.sekisho.store.pins.StoredPin;
import dev.sekisho.store.repository.RepositoryDesk;
import dev.sekisho.store.sql.SqlitePlace;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.sql.UntouchedDatabase;
import dev.sekisho.store.users.Users;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a look at the store finds, which changes nothing of it. */
public sealed interface StoreLook {

    /** Nothing was made there yet; {@link Store#open} would. */
    record Unmade() implements StoreLook {}

    /**
     * The schema is of an older version; {@link Store#open} would bring it up to this one's.
     *
     * @param missing how many steps of the schema are missing
     */
    record Older(int missing) implements StoreLook {}

    /**
     * The schema is of this version.
     *
     * @param pins all pins, by peer and by age
     * @param outgoing how it stands with the outgoing queue
     * @param kept how many mails each mail repository keeps, by path
     * @param exposed how many users' passwords were sent in cleartext
     */
    record Current(List<StoredPin> pins, OutgoingSummary outgoing, Map<String, Long> kept, long exposed)
            implements StoreLook {
        /** Copies what can be changed. */
        public Current {
            pins = List.copyOf(pins);
            kept = Collections.unmodifiableMap(new TreeMap<>(kept));
        }
    }

    /**
     * Looks.
     *
     * @throws StoreRefusedException if {@link Store#open} would refuse the store; the message says what to do
     */
    static StoreLook at(StoreSettings settings) {
        if (settings instanceof StoreSettings.Sqlite sqlite) {
            SqlitePlace place = new SqlitePlace(sqlite.file());
            place.refuseStrayLog();
            if (place.isEmpty()) {
                return new Unmade();
            }
        }
        return UntouchedDatabase.look(settings, (sql, missing) -> {
            if (missing.isEmpty()) {
                return new Unmade();
            }
            int steps = missing.getAsInt();
            return steps > 0
                    ? new Older(steps)
                    : new Current(
                            Pins.in(sql), OutgoingDesk.summary(sql), RepositoryDesk.kept(sql), Users.countExposed(sql));
        });
    }
}
