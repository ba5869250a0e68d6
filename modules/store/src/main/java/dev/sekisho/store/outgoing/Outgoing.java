// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.Pin;
import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.mail.Taking;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The outgoing queue. What was handed over is there until the next server has it, its sender was told that it failed, or the operator removed it.
 * The server and the command line use it at the same time. For any thread.
 */
public final class Outgoing {
    /** For so long a message that is handed over again is known: longer than any queue before this one keeps one. */
    static final Duration KEYS_LAST = Duration.ofDays(10);

    private static final int PAGE = 200;
    /** What was tried, and has no host: it was asked for, and no back-off stands in its way. */
    private static final String AT_ONCE =
            "status = 0, host = NULL, attempts = CASE WHEN attempts = 0 THEN 1 ELSE attempts END, next_attempt = ";

    private final Database database;
    private final Bodies bodies;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** On an opened database. */
    public Outgoing(Database database) {
        this.database = database;
        this.bodies = new Bodies(database);
    }

    /** Calls this, briefly, whenever this process may have put something in that is due. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /**
     * Takes a message over: once this has returned it survives a power cut. A recipient that was handed over under the same name before is
     * passed over.
     *
     * @return how many recipients are new
     * @throws StoreException if it is not taken
     */
    public int accept(NewOutgoing message, NewBody body) {
        int added = database.write(sql -> {
            List<NewOutgoing.Recipient> fresh = message.recipients().stream()
                    .filter(each -> OutgoingTable.isNew(sql, message.name(), each.address(), message.accepted()))
                    .toList();
            if (!fresh.isEmpty()) {
                long id = OutgoingTable.insert(sql, message, body.attach(sql));
                fresh.forEach(each -> OutgoingTable.insert(sql, id, each, message.accepted()));
            }
            return fresh.size();
        });
        changed();
        return added;
    }

    /**
     * Takes a message over in the transaction that removes it from the queue it comes from: it is in one of the two, never in both.
     *
     * @throws StoreException if it is not taken
     */
    public void accept(Taking taking, NewOutgoing message, NewBody body) {
        boolean later = taking.add(sql -> {
            long id = OutgoingTable.insert(sql, message, body.attach(sql));
            message.recipients().forEach(each -> OutgoingTable.insert(sql, id, each, message.accepted()));
            return this::changed;
        });
        if (!later) {
            accept(message, body);
        }
    }

    /**
     * Takes what is due.
     *
     * @param node who takes it
     * @param busy destinations that are to be left alone
     * @param most so many recipients
     * @return by message and destination; each group is to be ended by {@link #write}
     */
    public List<TakenGroup> take(OutgoingNode node, Instant now, Set<String> busy, int most) {
        if (!database.<Boolean>read(sql -> OutgoingTable.hasDue(sql, now))) {
            return List.of();
        }
        String taker = node.id();
        return database.write(sql -> {
            List<TakenGroup> groups = new ArrayList<>();
            OutgoingTable.take(sql, taker, now, busy, most)
                    .forEach((id, recipients) -> byWay(recipients)
                            .values()
                            .forEach(each -> OutgoingTable.message(sql, id, each)
                                    .ifPresent(message -> groups.add(new TakenGroup(message, taker)))));
            return groups;
        });
    }

    private static Map<String, List<OutgoingRecipient>> byWay(List<OutgoingRecipient> recipients) {
        return recipients.stream()
                .collect(Collectors.groupingBy(
                        each -> each.route() + "\n" + each.destination(), LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Writes down what came of recipients that were taken.
     *
     * @param steps by the recipient's row
     * @return false if some of them are not this node's any more: its lease had ended, or they were removed
     */
    public boolean write(TakenGroup group, Map<Long, Step> steps) {
        return database.write(sql -> {
            boolean held = true;
            for (Map.Entry<Long, Step> each : steps.entrySet()) {
                held &= OutgoingTable.write(sql, each.getKey(), group.node(), each.getValue());
            }
            removeIfDone(sql, group.message().id());
            return held;
        });
    }

    private void removeIfDone(Sql sql, long message) {
        OutgoingTable.removeIfDone(sql, message).ifPresent(body -> bodies.release(sql, body));
    }

    /** Forgets the names of what was handed over long ago. */
    public void forgetOldNames(Instant now) {
        int forgotten = database.write(sql -> OutgoingTable.forgetKeys(sql, now.minus(KEYS_LAST)));
        if (forgotten > 0) {
            changed();
        }
    }

    /** All messages, oldest first, read page by page. */
    public List<OutgoingMessage> list() {
        List<OutgoingMessage> all = new ArrayList<>();
        List<OutgoingMessage> page;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).id();
            page = database.read(sql -> OutgoingTable.page(sql, after, PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    /**
     * Sends what is not under way by the routes of now.
     *
     * @param way the route and destination of a recipient of a message
     * @return how many recipients have another way now
     */
    public int reroute(BiFunction<OutgoingMessage, OutgoingRecipient, Way> way) {
        int changed = 0;
        for (OutgoingMessage message : list()) {
            for (OutgoingRecipient recipient : message.recipients()) {
                Way now = way.apply(message, recipient);
                if (!now.equals(new Way(recipient.route(), recipient.destination()))) {
                    changed += database.write(sql -> sql.update(
                            "UPDATE outgoing_recipients SET route = ?, destination = ?, status = CASE WHEN status = 1 THEN 0"
                                    + " ELSE status END WHERE id = ? AND status IN (0, 1, 3)",
                            now.route(),
                            now.destination(),
                            recipient.id()));
                }
            }
        }
        return changed;
    }

    /**
     * By which route, and with whom connections are shared.
     *
     * @param route the name of the route
     * @param destination the destination
     */
    public record Way(String route, String destination) {}

    /** One message with all its recipients. */
    public Optional<OutgoingMessage> find(long id) {
        return database.read(sql -> OutgoingTable.whole(sql, id));
    }

    /**
     * Why messages are held.
     *
     * @param route the route
     * @param destination the destination
     * @param host the server
     * @param presented the key that it presented
     */
    public record HeldFor(String route, String destination, String host, Pin presented) {}

    /** The keys that messages are held for, each once. */
    public List<HeldFor> heldFor() {
        return database
                .<List<Optional<HeldFor>>>read(sql -> sql.query(
                        "SELECT DISTINCT route, destination, host, presented FROM outgoing_recipients WHERE status = 1"
                                + " AND presented IS NOT NULL AND host IS NOT NULL",
                        row -> {
                            String route = row.text(1);
                            String destination = row.text(2);
                            String host = row.text(3);
                            return Pin.parse(row.text(4)).map(pin -> new HeldFor(route, destination, host, pin));
                        }))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets all go that is held for this: the key will do now. @return how many recipients */
    public int release(HeldFor held, Instant now) {
        int released = database.write(sql -> sql.update(
                "UPDATE outgoing_recipients SET " + AT_ONCE + "? WHERE status = 1 AND route = ?"
                        + " AND destination = ? AND host = ? AND presented = ?",
                now,
                held.route(),
                held.destination(),
                held.host(),
                held.presented().toString()));
        changed();
        return released;
    }

    /** Holds what waits of a message until it is released. @return how many recipients */
    public int hold(long message) {
        return update("status = 3", message, "0, 1");
    }

    /** Lets go what is held of a message, for whatever reason, and tries it now. @return how many recipients */
    public int release(long message, Instant now) {
        return update(AT_ONCE + now.toEpochMilli(), message, "1, 3");
    }

    /** Tries what waits of a message now. @return how many recipients */
    public int retry(long message, Instant now) {
        return update(AT_ONCE + now.toEpochMilli(), message, "0, 1");
    }

    /** Has what is left of a message sent back to its sender. @return how many recipients */
    public int bounce(long message, Instant now) {
        return update("status = 0, bounced = 1, next_attempt = " + now.toEpochMilli(), message, "0, 1, 3");
    }

    private int update(String what, long message, String from) {
        int touched = database.write(sql -> sql.update(
                "UPDATE outgoing_recipients SET " + what + " WHERE message_id = ? AND status IN (" + from + ")",
                message));
        changed();
        return touched;
    }

    /**
     * Removes what is left of a message, but for what is under way just now; nobody is told.
     *
     * @return how many recipients
     */
    public int remove(long message) {
        return database.write(sql -> {
            int removed =
                    sql.update("DELETE FROM outgoing_recipients WHERE message_id = ? AND status IN (0, 1, 3)", message);
            removeIfDone(sql, message);
            return removed;
        });
    }
}
