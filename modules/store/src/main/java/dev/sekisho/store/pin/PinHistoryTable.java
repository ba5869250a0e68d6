// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.sql.SQLException;
import java.util.List;

/** The rows of what happened. There is no statement that changes or removes one. */
final class PinHistoryTable {

    private static final String COLUMNS =
            "SELECT pin, peer, moment, who, step, state_before, state_after, why FROM pin_history";

    private PinHistoryTable() {}

    static void add(Sql sql, PinHistoryEntry event) {
        sql.update(
                "INSERT INTO pin_history (pin, peer, moment, who, step, state_before, state_after, why)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                event.pin().toString(),
                event.peer(),
                event.moment(),
                event.who(),
                event.step(),
                event.before(),
                event.after(),
                event.why());
    }

    static List<PinHistoryEntry> all(Sql sql) {
        return sql.query(COLUMNS + " ORDER BY id", PinHistoryTable::read);
    }

    static List<PinHistoryEntry> of(Sql sql, String peerOrPin) {
        return sql.query(
                COLUMNS + " WHERE peer = ? OR pin = ? ORDER BY id", PinHistoryTable::read, peerOrPin, peerOrPin);
    }

    private static PinHistoryEntry read(ResultRow row) throws SQLException {
        String pin = row.text(1);
        return new PinHistoryEntry(
                Pin.parse(pin).orElseThrow(() -> new StoreException("the history names the pin " + pin, null)),
                row.text(2),
                row.instant(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8));
    }
}
