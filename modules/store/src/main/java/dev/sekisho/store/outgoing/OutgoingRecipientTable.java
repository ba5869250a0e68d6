// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.outgoing.RecipientUpdate.Retry;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code outgoing_recipients}. */
final class OutgoingRecipientTable {
    private static final String TAKEN = RecipientStatus.in(RecipientStatus.TAKEN);
    private static final String UNFINISHED = RecipientStatus.where(status -> !status.isFinal());

    /** What becomes of one that was under way and is not delivered: held by the operator who asked for that, else... */
    private static final String NOT_DELIVERED =
            "CASE WHEN stopping = 1 THEN " + RecipientStatus.ON_HOLD.code() + " ELSE ";

    /** The status of one that was under way and nothing became of it. */
    static final String PUT_BACK = NOT_DELIVERED + RecipientStatus.WAITING.code() + " END";

    private OutgoingRecipientTable() {}

    /** @return the recipient, taken by the node that is named, else waiting */
    static OutgoingRecipient insert(
            Sql sql, long message, NewOutgoingMessage.Recipient recipient, Instant next, Optional<String> nodeId) {
        RecipientStatus status = nodeId.isPresent() ? RecipientStatus.TAKEN : RecipientStatus.WAITING;
        long id = sql.insert(
                "INSERT INTO outgoing_recipients (message_id, address, notices, orcpt, route, destination, status, taken_by,"
                        + " attempts, next_attempt, warned, bounced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0) RETURNING id",
                message,
                recipient.address(),
                recipient.notices().orElse(null),
                recipient.orcpt().orElse(null),
                recipient.route(),
                recipient.destination(),
                status.code(),
                nodeId.orElse(null),
                next);
        return new OutgoingRecipient(
                id,
                new OutgoingRecipient.Envelope(recipient.address(), recipient.notices(), recipient.orcpt()),
                recipient.routeDestination(),
                status,
                new OutgoingRecipient.Schedule(0, next, false),
                OutgoingRecipient.Order.NONE,
                OutgoingRecipient.LastAttempt.NONE);
    }

    static boolean hasDue(Sql sql, Instant now, Set<String> busy) {
        return RecipientStatus.all(RecipientStatus::isDueInTime).stream()
                .anyMatch(status -> sql.exists("SELECT 1" + due(status, busy) + " LIMIT 1", parameters(now, busy)));
    }

    private static String due(RecipientStatus status, Set<String> busy) {
        String others = busy.isEmpty()
                ? ""
                : " AND destination NOT IN (" + String.join(", ", Collections.nCopies(busy.size(), "?")) + ")";
        return " FROM outgoing_recipients WHERE " + RecipientStatus.in(status) + " AND next_attempt <= ?" + others;
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
        for (RecipientStatus status : RecipientStatus.all(RecipientStatus::isDueInTime)) {
            sql.query(
                            "SELECT message_id, " + OutgoingRecipientReader.COLUMNS + due(status, busy)
                                    + " ORDER BY next_attempt, id LIMIT ?"
                                    + sql.dialect().skipLocked(),
                            row -> Map.entry(row.number(1), OutgoingRecipientReader.read(row, 1)),
                            parameters(now, busy, most - marks.size()))
                    .forEach(each -> {
                        taken.computeIfAbsent(each.getKey(), absent -> new ArrayList<>())
                                .add(each.getValue());
                        marks.add(new @Nullable Object[] {node, each.getValue().id()});
                    });
        }
        sql.updateAll("UPDATE outgoing_recipients SET " + TAKEN + ", taken_by = ?, stopping = 0 WHERE id = ?", marks);
        return taken;
    }

    static List<OutgoingRecipient> ofMessage(Sql sql, long message) {
        return sql.query(
                "SELECT " + OutgoingRecipientReader.COLUMNS
                        + " FROM outgoing_recipients WHERE message_id = ? ORDER BY id",
                row -> OutgoingRecipientReader.read(row, 0),
                message);
    }

    /** By message, of the messages from the first id to the last. */
    static Map<Long, List<OutgoingRecipient>> ofMessages(Sql sql, long first, long last) {
        return sql
                .query(
                        "SELECT message_id, " + OutgoingRecipientReader.COLUMNS
                                + " FROM outgoing_recipients WHERE message_id BETWEEN ? AND ? ORDER BY message_id, id",
                        row -> Map.entry(row.number(1), OutgoingRecipientReader.read(row, 1)),
                        first,
                        last)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** How many there are of each status. */
    static Map<RecipientStatus, Long> counts(Sql sql) {
        Map<RecipientStatus, Long> counts = new EnumMap<>(RecipientStatus.class);
        sql.query(
                        "SELECT status, COUNT(*) FROM outgoing_recipients GROUP BY status",
                        row -> Map.entry(OutgoingRecipientReader.status(row.number(1)), row.number(2)))
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return counts;
    }

    /** Whether one that waits, or is under way, was last tried in vain for this reason. */
    static boolean waitsFor(Sql sql, String reason) {
        return sql.exists(
                "SELECT 1 FROM outgoing_recipients WHERE "
                        + RecipientStatus.in(RecipientStatus.WAITING, RecipientStatus.TAKEN)
                        + " AND reason LIKE ? LIMIT 1",
                "%" + reason + "%");
    }

    /** Stores the result of a recipient that a node has taken. @return false if the node does not hold it any more */
    static boolean write(Sql sql, long recipient, String node, RecipientUpdate update) {
        return update.retry()
                .map(retry -> goesOn(sql, recipient, node, update, retry))
                .orElseGet(() -> ends(sql, recipient, node, update));
    }

    private static boolean ends(Sql sql, long recipient, String node, RecipientUpdate update) {
        return sql.update(
                        "UPDATE outgoing_recipients SET status = ?, host = ?, reason = ?, presented = NULL, expected = NULL,"
                                + " taken_by = NULL, attempts = attempts + 1 WHERE id = ? AND " + TAKEN
                                + " AND taken_by = ?",
                        update.status().code(),
                        update.host().orElse(null),
                        update.reason(),
                        recipient,
                        node)
                == 1;
    }

    private static boolean goesOn(Sql sql, long recipient, String node, RecipientUpdate update, Retry retry) {
        List<Pin> expected = update.keys().expected();
        return sql.update(
                        "UPDATE outgoing_recipients SET status = " + NOT_DELIVERED
                                + "? END, next_attempt = ?, attempts = ?, warned = ?, host = ?,"
                                + " reason = ?, presented = ?, expected = ?, taken_by = NULL"
                                + " WHERE id = ? AND " + TAKEN + " AND taken_by = ?",
                        update.status().code(),
                        retry.next(),
                        retry.attempts(),
                        retry.warned() ? 1 : 0,
                        update.host().orElse(null),
                        update.reason(),
                        update.keys().presented().map(Pin::toString).orElse(null),
                        expected.isEmpty()
                                ? null
                                : expected.stream().map(Pin::toString).collect(Collectors.joining(" ")),
                        recipient,
                        node)
                == 1;
    }

    /** Removes the recipient of a message that has no other, if its end has come: as most do. */
    static boolean removeOnly(Sql sql, long message, String node, Map<Long, RecipientUpdate> updates) {
        return updates.size() == 1
                && updates.values().stream().allMatch(update -> update.status().isFinal())
                && sql.update(
                                "DELETE FROM outgoing_recipients WHERE message_id = ? AND " + TAKEN
                                        + " AND taken_by = ?"
                                        + " AND NOT EXISTS (SELECT 1 FROM outgoing_recipients other"
                                        + " WHERE other.message_id = ? AND other.id <> ?)",
                                message,
                                node,
                                message,
                                updates.keySet().iterator().next())
                        == 1;
    }

    /** Whether something is left to do for a message. */
    static boolean hasUnfinished(Sql sql, long message) {
        return sql.exists(
                "SELECT 1 FROM outgoing_recipients WHERE message_id = ? AND " + UNFINISHED + " LIMIT 1", message);
    }

    static void deleteAll(Sql sql, long message) {
        sql.update("DELETE FROM outgoing_recipients WHERE message_id = ?", message);
    }
}
