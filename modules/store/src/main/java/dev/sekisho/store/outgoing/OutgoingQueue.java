// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The outgoing queue. A message is there until the next server has it, its sender got a bounce, or the operator removed it.
 * The server and the command line use it at the same time. For any thread.
 */
public final class OutgoingQueue {
    /** For so long a message that is handed over again is known: longer than any queue before this one keeps one. */
    static final Duration KEYS_LAST = Duration.ofDays(10);

    private static final int PAGE = 200;
    /** The rows that nodes take. */
    private static final NodeLease.LeasedRows RECIPIENTS = new NodeLease.LeasedRows(
            "outgoing_nodes",
            "outgoing_recipients",
            RecipientStatus.TAKEN,
            OutgoingRecipientTable.PUT_BACK,
            "outgoing recipients");

    private final Database database;
    private final Duration lease;
    private final BodyStore bodies;
    private final OutgoingNotifier notifier;
    private volatile ImmediateDispatcher dispatcher = ImmediateDispatcher.NONE;

    /** On an opened database. */
    public OutgoingQueue(Database database) {
        this(database, NodeLease.LEASE);
    }

    /** On an opened database, with another lease of those that send. */
    public OutgoingQueue(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
        this.bodies = new BodyStore(database);
        this.notifier = new OutgoingNotifier(database.notifications());
    }

    /** What the operator may do with it. */
    public OutgoingAdmin admin() {
        return new OutgoingAdmin(database, notifier);
    }

    /** A process as one that sends. */
    public NodeLease node() {
        return new NodeLease(database, RECIPIENTS, lease);
    }

    /**
     * Calls this, briefly, whenever this process may have put in something that is due, and when another process notifies of it (see
     * {@link StoreNotifications}).
     */
    public StoreNotifications.Subscription onChange(Runnable listener) {
        return notifier.listen(listener);
    }

    /**
     * Takes a message over: once this has returned it survives a power cut. A recipient that was handed over under the same name before is
     * passed over. What the {@link ImmediateDispatcher} has room for is taken for it by the same commit.
     *
     * @return how many recipients are new
     * @throws StoreException if it is not taken
     */
    public int accept(NewOutgoingMessage message, UnattachedBody body) {
        Map<RouteDestination, String> nodeIds = nodeIds(message);
        OutgoingMessage kept = database.write(sql -> {
            List<NewOutgoingMessage.Recipient> fresh = message.recipients().stream()
                    .filter(each -> OutgoingMessageTable.isNew(sql, message.name(), each.address(), message.accepted()))
                    .toList();
            return fresh.isEmpty() ? message.kept(0, 0, 0, List.of()) : insert(sql, message, body, fresh, nodeIds);
        });
        begin(kept, nodeIds);
        return kept.recipients().size();
    }

    /**
     * Takes a message over in the transaction that removes it from the queue it comes from: it is in one of the two, never in both. Else as
     * {@link #accept(NewOutgoing, NewBody)}.
     *
     * @throws StoreException if it is not taken
     */
    public void accept(DequeueTransaction transaction, NewOutgoingMessage message, UnattachedBody body) {
        Map<RouteDestination, String> nodeIds = nodeIds(message);
        boolean later = transaction.add(sql -> {
            OutgoingMessage kept = insert(sql, message, body, message.recipients(), nodeIds);
            return () -> begin(kept, nodeIds);
        });
        if (!later) {
            accept(message, body);
        }
    }

    /** By the ways that there is room for just now. Not within a unit: a node may have to be registered. */
    private Map<RouteDestination, String> nodeIds(NewOutgoingMessage message) {
        Map<RouteDestination, String> nodeIds = new HashMap<>();
        message.recipients().stream()
                .map(NewOutgoingMessage.Recipient::routeDestination)
                .distinct()
                .forEach(routeDestination ->
                        dispatcher.nodeFor(routeDestination).ifPresent(node -> nodeIds.put(routeDestination, node)));
        return nodeIds;
    }

    private static OutgoingMessage insert(
            Sql sql,
            NewOutgoingMessage message,
            UnattachedBody body,
            List<NewOutgoingMessage.Recipient> recipients,
            Map<RouteDestination, String> nodeIds) {
        long bodyId = body.attach(sql);
        long id = OutgoingMessageTable.insert(sql, message, bodyId);
        List<OutgoingRecipient> kept = recipients.stream()
                .map(each -> OutgoingRecipientTable.insert(
                        sql, id, each, message.accepted(), Optional.ofNullable(nodeIds.get(each.routeDestination()))))
                .toList();
        return message.kept(id, bodyId, body.size(), kept);
    }

    /** After the commit. */
    private void begin(OutgoingMessage kept, Map<RouteDestination, String> nodeIds) {
        boolean someWait = false;
        for (List<OutgoingRecipient> each : byDestination(kept.recipients())) {
            Optional<String> nodeId =
                    Optional.ofNullable(nodeIds.get(each.get(0).routeDestination()));
            nodeId.ifPresent(node -> dispatcher.take(new TakenRecipients(kept.with(each), node)));
            someWait |= nodeId.isEmpty();
        }
        if (someWait) {
            notifier.tell();
        }
    }

    /** Who is to be asked from now on whether what comes in may be sent at once. There is one in a process at most. */
    public void sendAtOnceBy(ImmediateDispatcher next) {
        dispatcher = next;
    }

    /**
     * Takes what is due.
     *
     * @param node who takes it
     * @param busy destinations that are to be left alone
     * @param most so many recipients
     * @return by message, destination, and whether it goes back to the sender; each group is to be ended by {@link #write}
     */
    public List<TakenRecipients> take(NodeLease node, Instant now, Set<String> busy, int most) {
        // First of all: a new node puts back what dead ones have taken, which may be all there is.
        String nodeId = node.id();
        if (!database.<Boolean>read(sql -> OutgoingRecipientTable.hasDue(sql, now, busy))) {
            return List.of();
        }
        return database.write(sql -> {
            List<TakenRecipients> groups = new ArrayList<>();
            OutgoingRecipientTable.take(sql, nodeId, now, busy, most)
                    .forEach((id, recipients) -> byDestination(recipients)
                            .forEach(each -> OutgoingMessageTable.message(sql, id, each)
                                    .ifPresent(message -> groups.add(new TakenRecipients(message, nodeId)))));
            return groups;
        });
    }

    /** Those that go back to the sender are not sent with the others. */
    private static Collection<List<OutgoingRecipient>> byDestination(List<OutgoingRecipient> recipients) {
        return recipients.stream()
                .collect(Collectors.groupingBy(
                        each -> Map.entry(each.routeDestination(), each.bounced()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /**
     * Stores the results of recipients that were taken.
     *
     * @param updates by the recipient's row
     * @return false if some of them are not this node's any more: its lease had ended, or they were removed
     */
    public boolean write(TakenRecipients group, Map<Long, RecipientUpdate> updates) {
        long id = group.message().id();
        return database.write(sql -> {
            if (OutgoingRecipientTable.removeOnly(sql, id, group.node(), updates)) {
                OutgoingMessageTable.remove(sql, bodies, id);
                return true;
            }
            boolean held = true;
            for (Map.Entry<Long, RecipientUpdate> each : updates.entrySet()) {
                held &= OutgoingRecipientTable.write(sql, each.getKey(), group.node(), each.getValue());
            }
            OutgoingMessageTable.removeIfDone(sql, bodies, id);
            return held;
        });
    }

    /** Forgets the names of what was handed over long ago. */
    public void forgetOldNames(Instant now) {
        database.write(sql -> OutgoingMessageTable.forgetKeys(sql, now.minus(KEYS_LAST)));
    }

    /**
     * Assigns the present routes to all recipients that no node is sending to.
     *
     * @param routeDestination the route and destination of a recipient of a message
     * @return how many recipients have another way now
     */
    public int reroute(BiFunction<OutgoingMessage, OutgoingRecipient, RouteDestination> routeDestination) {
        int changed = 0;
        OutgoingAdmin admin = admin();
        List<OutgoingMessage> page = admin.page(0, PAGE);
        while (!page.isEmpty()) {
            for (OutgoingMessage message : page) {
                for (OutgoingRecipient recipient : message.recipients()) {
                    changed += reroute(recipient, routeDestination.apply(message, recipient));
                }
            }
            page = admin.page(page.get(page.size() - 1).id(), PAGE);
        }
        return changed;
    }

    private int reroute(OutgoingRecipient recipient, RouteDestination now) {
        return now.equals(recipient.routeDestination())
                ? 0
                : database.write(sql -> OutgoingAdminTable.reroute(sql, recipient.id(), now));
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
        return database.read(OutgoingAdminTable::heldFor);
    }

    /** Lets all go that is held for this: the key will do now. @return how many recipients */
    public int release(HeldFor held, Instant now) {
        int released = database.write(sql -> OutgoingAdminTable.release(sql, held, now));
        notifier.tell();
        return released;
    }
}
