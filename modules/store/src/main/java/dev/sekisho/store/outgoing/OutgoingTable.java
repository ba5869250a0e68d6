// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL of the outgoing tables. */
final class OutgoingTable {
    private static final String RECIPIENT =
            "id, address, notices, orcpt, route, destination, status, attempts, next_attempt,"
                    + " warned, bounced, host, reason, presented, expected, stopping";
    private static final String MESSAGE =
            "SELECT m.id, m.name, m.sender, m.ret, m.envid, m.accepted, m.expires, m.body_id,"
                    + " COALESCE(b.size, 0) FROM outgoing_messages m JOIN bodies b ON b.id = m.body_id";

    /** What was tried, and has no host: it was asked for, and no back-off stands in its way. */
    static final String AT_ONCE =
            "status = 0, bounced = 0, host = NULL, attempts = CASE WHEN attempts = 0 THEN 1 ELSE attempts END, next_attempt = ";

    /** What becomes of one that was under way and is not delivered: held by the operator who asked for that, else... */
    static final String NOT_DELIVERED = "CASE WHEN stopping = 1 THEN 3 ELSE ";

    private OutgoingTable() {}

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
                "INSERT INTO outgoing_messages (name, sender, ret, envid, accepted, expires, body_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                message.name(),
                message.sender().orElse(null),
                message.ret().orElse(null),
                message.envid().orElse(null),
                message.accepted(),
                message.expires(),
                body);
    }

    /** @return the recipient, taken by the node that is named, else waiting */
    static OutgoingRecipient insert(
            Sql sql, long message, NewOutgoingMessage.Recipient recipient, Instant next, Optional<String> taker) {
        RecipientStatus status = taker.isPresent() ? RecipientStatus.TAKEN : RecipientStatus.WAITING;
        long id = sql.insert(
                "INSERT INTO outgoing_recipients (message_id, address, notices, orcpt, route, destination, status, taken_by,"
                        + " attempts, next_attempt, warned, bounced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0) RETURNING id",
                message,
                recipient.address(),
                recipient.notices().orElse(null),
                recipient.orcpt().orElse(null),
                recipient.route(),
                recipient.destination(),
                status.ordinal(),
                taker.orElse(null),
                next);
        return new OutgoingRecipient(
                id,
                recipient.address(),
                recipient.notices(),
                recipient.orcpt(),
                recipient.route(),
                recipient.destination(),
                status,
                0,
                next,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static boolean hasDue(Sql sql, Instant now, Set<String> busy) {
        return Stream.of(RecipientStatus.WAITING, RecipientStatus.HELD)
                .anyMatch(status -> sql.exists("SELECT 1" + due(status, busy) + " LIMIT 1", parameters(now, busy)));
    }

    private static String due(RecipientStatus status, Set<String> busy) {
        String others = busy.isEmpty()
                ? ""
                : " AND destination NOT IN (" + String.join(", ", Collections.nCopies(busy.size(), "?")) + ")";
        return " FROM outgoing_recipients WHERE status = " + status.ordinal() + " AND next_attempt <= ?" + others;
    }

    private static Object[] parameters(Instant now, Set<String> busy, Object... more) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(now);
        parameters.addAll(busy);
        parameters.addAll(List.of(more));
        return parameters.toArray();
    }

    /** Takes what is due for a node, by message. */
    static Map<Long, List<OutgoingRecipient>> take(Sql sql, String node, Instant now, Set<String> busy, int most) {
        Map<Long, List<OutgoingRecipient>> taken = new LinkedHashMap<>();
        List<@Nullable Object[]> marks = new ArrayList<>();
        for (RecipientStatus status : List.of(RecipientStatus.WAITING, RecipientStatus.HELD)) {
            sql.query(
                            "SELECT message_id, " + RECIPIENT + due(status, busy)
                                    + " ORDER BY next_attempt, id LIMIT ?"
                                    + sql.dialect().skipLocked(),
                            row -> Map.entry(row.number(1), recipient(row, 1)),
                            parameters(now, busy, most - marks.size()))
                    .forEach(each -> {
                        taken.computeIfAbsent(each.getKey(), absent -> new ArrayList<>())
                                .add(each.getValue());
                        marks.add(new @Nullable Object[] {node, each.getValue().id()});
                    });
        }
        sql.updateAll("UPDATE outgoing_recipients SET status = 2, taken_by = ?, stopping = 0 WHERE id = ?", marks);
        return taken;
    }

    static Optional<OutgoingMessage> message(Sql sql, long id, List<OutgoingRecipient> recipients) {
        return sql.first(MESSAGE + " WHERE m.id = ?", row -> message(row, recipients), id);
    }

    static Optional<OutgoingMessage> whole(Sql sql, long id) {
        return message(sql, id, recipients(sql, id));
    }

    private static List<OutgoingRecipient> recipients(Sql sql, long message) {
        return sql.query(
                "SELECT " + RECIPIENT + " FROM outgoing_recipients WHERE message_id = ? ORDER BY id",
                row -> recipient(row, 0),
                message);
    }

    static List<OutgoingMessage> page(Sql sql, long after, int most) {
        List<OutgoingMessage> bare = sql.query(
                MESSAGE + " WHERE m.id > ? ORDER BY m.id LIMIT ?", row -> message(row, List.of()), after, most);
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, List<OutgoingRecipient>> recipients = sql
                .query(
                        "SELECT message_id, " + RECIPIENT
                                + " FROM outgoing_recipients WHERE message_id BETWEEN ? AND ? ORDER BY message_id, id",
                        row -> Map.entry(row.number(1), recipient(row, 1)),
                        bare.get(0).id(),
                        bare.get(bare.size() - 1).id())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return bare.stream()
                .map(each -> each.with(recipients.getOrDefault(each.id(), List.of())))
                .toList();
    }

    static OutgoingSummary summary(Sql sql) {
        Map<RecipientStatus, Long> counts = new EnumMap<>(RecipientStatus.class);
        sql.query(
                        "SELECT status, COUNT(*) FROM outgoing_recipients GROUP BY status",
                        row -> Map.entry(RecipientStatus.values()[row.integer(1)], row.number(2)))
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return new OutgoingSummary(
                counts,
                sql.first("SELECT accepted FROM outgoing_messages ORDER BY id LIMIT 1", row -> row.instant(1)),
                sql.exists(
                        "SELECT 1 FROM outgoing_recipients WHERE status IN (0, 2) AND reason LIKE ? LIMIT 1",
                        "%" + OutgoingSummary.PORT_BLOCKED + "%"));
    }

    private static OutgoingMessage message(ResultRow row, List<OutgoingRecipient> recipients) throws SQLException {
        return new OutgoingMessage(
                row.number(1),
                row.text(2),
                optional(row, 3),
                optional(row, 4),
                optional(row, 5),
                row.instant(6),
                row.instant(7),
                row.number(8),
                row.number(9),
                recipients);
    }

    private static OutgoingRecipient recipient(ResultRow row, int before) throws SQLException {
        return new OutgoingRecipient(
                row.number(before + 1),
                row.text(before + 2),
                optional(row, before + 3),
                optional(row, before + 4),
                row.text(before + 5),
                row.text(before + 6),
                RecipientStatus.values()[row.integer(before + 7)],
                row.integer(before + 8),
                row.instant(before + 9),
                row.number(before + 10) == 1,
                row.number(before + 11) == 1,
                row.number(before + 16) == 1,
                optional(row, before + 12),
                optional(row, before + 13),
                optional(row, before + 14).flatMap(Pin::parse),
                pins(optional(row, before + 15).orElse("")));
    }

    private static Optional<String> optional(ResultRow row, int column) throws SQLException {
        return Optional.ofNullable(row.textOrNull(column));
    }

    private static List<Pin> pins(String text) {
        return Arrays.stream(text.split(" "))
                .map(Pin::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return false if the node does not hold it any more */
    static boolean write(Sql sql, long recipient, String node, QueueUpdate step) {
        if (step instanceof QueueUpdate.Later later) {
            return set(
                    sql,
                    recipient,
                    node,
                    RecipientStatus.WAITING,
                    step,
                    later.next(),
                    later.attempts(),
                    later.warned(),
                    "",
                    "");
        }
        if (step instanceof QueueUpdate.Held held) {
            String expected = held.expected().stream().map(Pin::toString).collect(Collectors.joining(" "));
            return set(
                    sql,
                    recipient,
                    node,
                    RecipientStatus.HELD,
                    step,
                    held.next(),
                    held.attempts(),
                    held.warned(),
                    held.presented().map(Pin::toString).orElse(""),
                    expected);
        }
        RecipientStatus status =
                step instanceof QueueUpdate.Delivered ? RecipientStatus.DELIVERED : RecipientStatus.FAILED;
        return sql.update(
                        "UPDATE outgoing_recipients SET status = ?, host = ?, reason = ?, presented = NULL, expected = NULL,"
                                + " taken_by = NULL, attempts = attempts + 1 WHERE id = ? AND status = 2 AND taken_by = ?",
                        status.ordinal(),
                        step.host().orElse(null),
                        step.reason(),
                        recipient,
                        node)
                == 1;
    }

    private static boolean set(
            Sql sql,
            long recipient,
            String node,
            RecipientStatus status,
            QueueUpdate step,
            Instant next,
            int attempts,
            boolean warned,
            String presented,
            String expected) {
        return sql.update(
                        "UPDATE outgoing_recipients SET status = " + NOT_DELIVERED
                                + "? END, next_attempt = ?, attempts = ?, warned = ?, host = ?,"
                                + " reason = ?, presented = ?, expected = ?, taken_by = NULL"
                                + " WHERE id = ? AND status = 2 AND taken_by = ?",
                        status.ordinal(),
                        next,
                        attempts,
                        warned ? 1 : 0,
                        step.host().orElse(null),
                        step.reason(),
                        presented.isEmpty() ? null : presented,
                        expected.isEmpty() ? null : expected,
                        recipient,
                        node)
                == 1;
    }

    /** Removes the recipient of a message that has no other, if its end has come: as most do. */
    static boolean removeOnly(Sql sql, long message, String node, Map<Long, QueueUpdate> steps) {
        return steps.size() == 1
                && steps.values().stream()
                        .allMatch(step -> step instanceof QueueUpdate.Delivered || step instanceof QueueUpdate.Failed)
                && sql.update(
                                "DELETE FROM outgoing_recipients WHERE message_id = ? AND status = 2 AND taken_by = ?"
                                        + " AND NOT EXISTS (SELECT 1 FROM outgoing_recipients other"
                                        + " WHERE other.message_id = ? AND other.id <> ?)",
                                message,
                                node,
                                message,
                                steps.keySet().iterator().next())
                        == 1;
    }

    /** Removes a message of which nothing is left to do, with its body. */
    static void removeIfDone(Sql sql, BodyStore bodies, long message) {
        if (sql.dialect() == SqlDialect.POSTGRESQL) {
            // Its last two recipients may end at once: each would see the other as not yet done.
            sql.query("SELECT 1 FROM outgoing_messages WHERE id = ? FOR UPDATE", row -> true, message);
        }
        if (!sql.exists("SELECT 1 FROM outgoing_recipients WHERE message_id = ? AND status < 4 LIMIT 1", message)) {
            sql.update("DELETE FROM outgoing_recipients WHERE message_id = ?", message);
            removeMessage(sql, bodies, message);
        }
    }

    static void removeMessage(Sql sql, BodyStore bodies, long message) {
        sql.first("DELETE FROM outgoing_messages WHERE id = ? RETURNING body_id", row -> row.number(1), message)
                .ifPresent(body -> bodies.release(sql, body));
    }
}
