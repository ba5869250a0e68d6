// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of the tables {@code outgoing_messages} and {@code outgoing_keys}. */
final class OutgoingMessageTable {
    private static final String MESSAGE =
            "SELECT m.id, m.name, m.sender, m.submitter, m.ret, m.envid, m.accepted, m.expires, m.body_id,"
                    + " COALESCE(b.size, 0) FROM outgoing_messages m JOIN bodies b ON b.id = m.body_id";

    private OutgoingMessageTable() {}

    /** @return true if this is handed over for the first time */
    static boolean isNew(Sql sql, String name, String recipient, Instant now) {
        return sql.update(
                        "INSERT INTO outgoing_keys (name, recipient, kept) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        name,
                        recipient,
                        now)
                == 1;
    }

    static int forgetKeys(Sql sql, Instant before) {
        return sql.update("DELETE FROM outgoing_keys WHERE kept < ?", before);
    }

    static long insert(Sql sql, NewOutgoingMessage message, long body) {
        return sql.insert(
                "INSERT INTO outgoing_messages (name, sender, submitter, ret, envid, accepted, expires, body_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                message.name(),
                message.sender().orElse(null),
                message.submitter().orElse(null),
                message.ret().orElse(null),
                message.envid().orElse(null),
                message.accepted(),
                message.expires(),
                body);
    }

    static Optional<OutgoingMessage> message(Sql sql, long id, List<OutgoingRecipient> recipients) {
        return sql.first(MESSAGE + " WHERE m.id = ?", row -> message(row, recipients), id);
    }

    static Optional<OutgoingMessage> whole(Sql sql, long id) {
        return message(sql, id, OutgoingRecipientTable.ofMessage(sql, id));
    }

    static List<OutgoingMessage> page(Sql sql, long after, int most) {
        List<OutgoingMessage> bare = sql.query(
                MESSAGE + " WHERE m.id > ? ORDER BY m.id LIMIT ?", row -> message(row, List.of()), after, most);
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, List<OutgoingRecipient>> recipients = OutgoingRecipientTable.ofMessages(
                sql, bare.get(0).id(), bare.get(bare.size() - 1).id());
        return bare.stream()
                .map(each -> each.with(recipients.getOrDefault(each.id(), List.of())))
                .toList();
    }

    /** When the oldest message was accepted. */
    static Optional<Instant> oldest(Sql sql) {
        return sql.first("SELECT accepted FROM outgoing_messages ORDER BY id LIMIT 1", row -> row.instant(1));
    }

    private static OutgoingMessage message(ResultRow row, List<OutgoingRecipient> recipients) throws SQLException {
        return new OutgoingMessage(
                row.number(1),
                row.text(2),
                new OutgoingMessage.Envelope(
                        row.optionalText(3), row.optionalText(4), row.optionalText(5), row.optionalText(6)),
                row.instant(7),
                row.instant(8),
                new OutgoingMessage.Body(row.number(9), row.number(10)),
                recipients);
    }

    /** Removes a message of which nothing is left to do, with its body. */
    static void removeIfDone(Sql sql, BodyStore bodies, long message) {
        if (sql.dialect() == SqlDialect.POSTGRESQL) {
            // Its last two recipients may end at once: each would see the other as not yet done.
            sql.query("SELECT 1 FROM outgoing_messages WHERE id = ? FOR UPDATE", row -> true, message);
        }
        if (!OutgoingRecipientTable.hasUnfinished(sql, message)) {
            OutgoingRecipientTable.deleteAll(sql, message);
            remove(sql, bodies, message);
        }
    }

    static void remove(Sql sql, BodyStore bodies, long message) {
        sql.first("DELETE FROM outgoing_messages WHERE id = ? RETURNING body_id", row -> row.number(1), message)
                .ifPresent(body -> bodies.release(sql, body));
    }
}
