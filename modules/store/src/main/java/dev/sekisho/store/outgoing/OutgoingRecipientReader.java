// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoredCode;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads rows of {@code outgoing_recipients}. */
final class OutgoingRecipientReader {
    static final String COLUMNS = "id, address, notices, orcpt, route, destination, status, attempts, next_attempt,"
            + " warned, bounced, host, reason, presented, expected, stopping";

    private OutgoingRecipientReader() {}

    /** @param before how many other columns stand before {@link #COLUMNS} */
    static OutgoingRecipient read(ResultRow row, int before) throws SQLException {
        return new OutgoingRecipient(
                row.number(before + 1),
                new OutgoingRecipient.Envelope(
                        row.text(before + 2), row.optionalText(before + 3), row.optionalText(before + 4)),
                new RouteDestination(row.text(before + 5), row.text(before + 6)),
                status(row.number(before + 7)),
                new OutgoingRecipient.Schedule(
                        row.integer(before + 8), row.instant(before + 9), row.number(before + 10) == 1),
                new OutgoingRecipient.Order(row.number(before + 11) == 1, row.number(before + 16) == 1),
                new OutgoingRecipient.LastAttempt(
                        row.optionalText(before + 12),
                        row.optionalText(before + 13),
                        new RecipientUpdate.KeyMismatch(
                                row.optionalText(before + 14).flatMap(Pin::parse),
                                pins(row.optionalText(before + 15).orElse("")))));
    }

    /** @throws StoreException if there is no such status */
    static RecipientStatus status(long code) {
        return StoredCode.find(RecipientStatus.values(), code)
                .orElseThrow(() -> new StoreException("a recipient has status " + code + ", which there is not", null));
    }

    private static List<Pin> pins(String text) {
        return Arrays.stream(text.split(" "))
                .map(Pin::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
