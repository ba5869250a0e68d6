// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pins;

import dev.sekisho.policy.Pin;
import dev.sekisho.store.sql.Row;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.sql.SQLException;
import java.util.List;

/** The rows of what happened. There is no statement that changes or removes one. */
final class PinHistory {

    private static final String COLUMNS =
            "SELECT pin, peer, moment, who, step, state_before, state_after, why FROM pin_history";

    private PinHistory() {}

    static void add(Sql sql, PinEvent event) {
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

    static List<PinEvent> all(Sql sql) {
        return sql.query(COLUMNS + " ORDER BY id", PinHistory::read);
    }

    static List<PinEvent> of(Sql sql, String peerOrPin) {
        return sql.query(COLUMNS + " WHERE peer = ? OR pin = ? ORDER BY id", PinHistory::read, peerOrPin, peerOrPin);
    }

    private static PinEvent read(Row row) throws SQLException {
        String pin = row.text(1);
        return new PinEvent(
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
