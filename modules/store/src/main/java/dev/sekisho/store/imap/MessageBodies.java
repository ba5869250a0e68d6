// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the bodies of several messages in one question. Blocks; safe for all threads. */
public final class MessageBodies {
    /** So many bodies are asked for in one question at most. */
    static final int MOST = 64;

    private static final int FEW = 4;

    private final Database database;

    MessageBodies(Database database) {
        this.database = database;
    }

    /**
     * The first of some messages, with their bodies: as many as have so many octets together, and at least one. A message that is no more, and one
     * whose body is larger than {@link MessageWithBody#LARGEST}, has no body here.
     *
     * @param messages at least one
     */
    public List<MessageWithBody> first(List<StoredMessage> messages, long octets) {
        List<Long> wanted = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < messages.size() && i < MOST; i++) {
            MessageContent content = messages.get(i).content();
            sum += content.octets();
            if (i > 0 && sum > octets) {
                break;
            }
            wanted.add(content.body());
        }
        Map<Long, byte[]> bodies = database.read(sql -> find(sql, wanted));
        return messages.subList(0, wanted.size()).stream()
                .map(message -> new MessageWithBody(
                        message,
                        Optional.ofNullable(bodies.get(message.content().body()))))
                .toList();
    }

    /** There is a statement for each of two lengths, which the connections keep: what is missing of it is the last body again. */
    private static Map<Long, byte[]> find(Sql sql, List<Long> bodies) {
        int places = bodies.size() <= FEW ? FEW : MOST;
        Object[] parameters = new Object[places];
        for (int i = 0; i < places; i++) {
            parameters[i] = bodies.get(Math.min(i, bodies.size() - 1));
        }
        Map<Long, byte[]> found = new HashMap<>();
        sql.forEach(
                "SELECT id, head FROM bodies WHERE size <= " + MessageWithBody.LARGEST + " AND id IN (?"
                        + ", ?".repeat(places - 1) + ")",
                row -> Map.entry(row.number(1), row.bytes(2)),
                body -> found.put(body.getKey(), body.getValue()),
                parameters);
        return found;
    }
}
