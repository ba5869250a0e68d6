// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.AccountFolders;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.table.MailboxDirectory;
import dev.sekisho.store.mailbox.table.MailboxDirectory.Entry;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.SpecialUse;
import dev.sekisho.store.mailbox.table.SubscriptionTable;
import dev.sekisho.store.mailbox.table.UidValidities;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreConflictException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxPath;

/**
 * The mailboxes of users by their names. Names are Unicode texts; {@code INBOX} is the same in any case of letters. Every method blocks and throws a
 * {@code StoreException} if the store fails; then nothing was done. Safe for all threads.
 */
public final class UserMailboxes {

    /** Separates the levels of a name. */
    public static final char DELIMITER = '.';

    /** So many mailboxes a user may have. */
    public static final int MOST_MAILBOXES = 10_000;

    /** So many names a user may have subscribed to. */
    public static final int MOST_SUBSCRIPTIONS = 2 * MOST_MAILBOXES;

    private final Database database;
    private final BodyStore bodies;
    private final BusEvents messageEvents;
    private final MailboxBusEvents mailboxEvents;

    /**
     * On an opened database.
     *
     * @param messageEvents is told of the messages that a renamed INBOX had
     * @param mailboxEvents is told of mailboxes that were made, renamed and deleted
     */
    UserMailboxes(Database database, BodyStore bodies, BusEvents messageEvents, MailboxBusEvents mailboxEvents) {
        this.database = database;
        this.bodies = bodies;
        this.messageEvents = messageEvents;
        this.mailboxEvents = mailboxEvents;
    }

    /** Makes INBOX and the special-use mailboxes of an owner who is still without. For who has just logged in, and is a user therefore. */
    public void provide(Username owner) {
        boolean provided = database.read(sql -> MailboxDirectory.hasUses(sql, owner)
                && MailboxDirectory.find(sql, owner, MailboxNames.INBOX).isPresent());
        if (!provided) {
            database.write(sql -> AccountFolders.provide(sql, owner));
        }
    }

    /** All mailboxes of an owner. */
    public MailboxListing list(Username owner) {
        return database.read(sql -> listed(sql, owner));
    }

    private static MailboxListing listed(Sql sql, Username owner) {
        Set<String> subscribed = subscriptions(sql, owner);
        List<Entry> entries = MailboxDirectory.all(sql, owner);
        Set<String> parents = entries.stream()
                .flatMap(entry -> MailboxNames.above(entry.name()).stream())
                .collect(Collectors.toSet());
        List<MailboxEntry> mailboxes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            mailboxes.add(entry(entry, subscribed.remove(entry.name()), parents.contains(entry.name())));
        }
        return new MailboxListing(mailboxes, subscribed.stream().sorted().toList());
    }

    private static MailboxEntry entry(Entry entry, boolean isSubscribed, boolean hasChildren) {
        return new MailboxEntry(new MailboxId(entry.id()), entry.name(), entry.use(), isSubscribed, hasChildren);
    }

    /** The names of an owner's own mailboxes among the subscriptions. */
    private static Set<String> subscriptions(Sql sql, Username owner) {
        MailboxPath own = MailboxPath.inbox(owner);
        return SubscriptionTable.all(sql, owner).stream()
                .map(text -> MailboxPath.parseEscaped(text).orElseGet(() -> MailboxPath.forUser(owner, text)))
                .filter(path -> path.getNamespace().equals(own.getNamespace()) && owner.equals(path.getUser()))
                .map(MailboxPath::getName)
                .collect(Collectors.toSet());
    }

    /** The mailbox of this name. */
    public Optional<MailboxEntry> find(Username owner, String name) {
        return database.read(sql -> found(sql, owner, name)
                .map(entry -> entry(
                        entry,
                        SubscriptionTable.hasOne(sql, owner, entry.name(), escaped(owner, entry.name())),
                        MailboxDirectory.hasBelow(sql, owner, entry.name(), DELIMITER))));
    }

    /** A name that was made otherwise than it would be now is found as it is written. */
    static Optional<Entry> found(Sql sql, Username owner, String name) {
        return MailboxDirectory.find(sql, owner, name)
                .or(() -> MailboxDirectory.find(sql, owner, MailboxNames.canonical(name)));
    }

    /** Counts of a mailbox; empty if it is no more. */
    public Optional<MailboxStatus> status(MailboxId mailbox) {
        return database.read(sql -> MailboxStateQuery.status(sql, mailbox));
    }

    /** Counts of some mailboxes of an owner in one question, in no order; those that are no more are left out. */
    public List<MailboxStatus> statuses(Username owner, Collection<MailboxId> mailboxes) {
        Set<MailboxId> wanted = Set.copyOf(mailboxes);
        return database.read(sql -> MailboxStateQuery.statuses(sql, owner)).stream()
                .filter(status -> wanted.contains(status.id()))
                .toList();
    }

    /** Makes a mailbox and the levels above it that there are not (RFC 9051 6.3.4). Does not subscribe to it. */
    public WriteResult<MailboxId> create(Username owner, String name, Optional<SpecialUse> use) {
        String wanted = MailboxNames.canonical(name);
        if (!MailboxNames.isAllowed(wanted)) {
            return WriteResult.refused(Refusal.NAME_NOT_ALLOWED);
        }
        try {
            Map<Long, String> made = new LinkedHashMap<>();
            WriteResult<MailboxId> result = database.write(sql -> {
                made.clear();
                return create(sql, owner, wanted, use, made);
            });
            made.forEach((id, level) -> mailboxEvents.made(owner, id, level));
            return result;
        } catch (StoreConflictException e) {
            return WriteResult.refused(Refusal.USE_IS_TAKEN);
        }
    }

    private static WriteResult<MailboxId> create(
            Sql sql, Username owner, String name, Optional<SpecialUse> use, Map<Long, String> allMade) {
        if (MailboxDirectory.find(sql, owner, name).isPresent()) {
            return WriteResult.refused(Refusal.ALREADY_EXISTS);
        }
        if (use.isPresent() && MailboxDirectory.hasUse(sql, owner, use.get())) {
            return WriteResult.refused(Refusal.USE_IS_TAKEN);
        }
        if (MailboxDirectory.count(sql, owner) + MailboxNames.above(name).size() >= MOST_MAILBOXES) {
            return WriteResult.refused(Refusal.TOO_MANY_MAILBOXES);
        }
        makeAbove(sql, owner, name, allMade);
        Optional<Long> made = insert(sql, owner, name);
        made.ifPresent(id -> allMade.put(id, name));
        made.ifPresent(id -> use.ifPresent(each -> MailboxDirectory.setUse(sql, id, each)));
        return made.map(id -> WriteResult.done(new MailboxId(id)))
                .orElseGet(() -> WriteResult.refused(Refusal.ALREADY_EXISTS));
    }

    /** Makes the levels above a name that there are not. @param made takes those that were made */
    static void makeAbove(Sql sql, Username owner, String name, Map<Long, String> made) {
        for (String level : MailboxNames.above(name)) {
            insert(sql, owner, level).ifPresent(id -> made.put(id, level));
        }
    }

    static Optional<Long> insert(Sql sql, Username owner, String name) {
        return MailboxTable.insert(sql, MailboxPath.forUser(owner, name), UidValidities.next(sql, Instant.now()));
    }

    /**
     * Deletes a mailbox with all its messages; mailboxes below it stay (RFC 9051 6.3.5). It is gone for all when this returns, whether or not
     * the room of its messages is free already.
     */
    public WriteResult<MailboxId> delete(Username owner, String name) {
        if (MailboxNames.isInbox(MailboxNames.canonical(name))) {
            return WriteResult.refused(Refusal.INBOX_STAYS);
        }
        Optional<Entry> found = database.read(sql -> found(sql, owner, name));
        if (found.isEmpty()) {
            return WriteResult.refused(Refusal.NO_SUCH_MAILBOX);
        }
        long mailbox = found.get().id();
        Optional<MailboxStatus> held = status(new MailboxId(mailbox));
        boolean more = true;
        while (more) {
            more = database.write(sql -> MessageRemoval.mailbox(sql, bodies, mailbox));
        }
        held.ifPresent(
                status -> mailboxEvents.deleted(owner, mailbox, found.get().name(), status.counts()));
        return WriteResult.done(new MailboxId(mailbox));
    }

    /**
     * Renames a mailbox and all below it. From INBOX, only its messages move, to a new mailbox (RFC 9051 6.3.6). Subscriptions stay as they
     * are.
     *
     * @return the mailbox that has the new name
     */
    public WriteResult<MailboxId> rename(Username owner, String from, String to) {
        String wanted = MailboxNames.canonical(to);
        if (!MailboxNames.isAllowed(wanted)) {
            return WriteResult.refused(Refusal.NAME_NOT_ALLOWED);
        }
        try {
            MailboxRenaming renaming = new MailboxRenaming(owner);
            WriteResult<MailboxId> result = database.write(sql -> renaming.apply(sql, from, wanted));
            renaming.tell(messageEvents, mailboxEvents);
            return result;
        } catch (StoreConflictException e) {
            return WriteResult.refused(Refusal.ALREADY_EXISTS);
        }
    }

    /** Subscribes to a name, whether or not there is a mailbox of it. @return the name */
    public WriteResult<String> subscribe(Username owner, String name) {
        return database.write(sql -> {
            if (SubscriptionTable.count(sql, owner) >= MOST_SUBSCRIPTIONS) {
                return WriteResult.refused(Refusal.TOO_MANY_SUBSCRIPTIONS);
            }
            SubscriptionTable.put(sql, owner, path(owner, name).asEscapedString());
            return WriteResult.done(MailboxNames.canonical(name));
        });
    }

    /** Ends a subscription; does nothing if there is none. */
    public void unsubscribe(Username owner, String name) {
        database.write(sql -> {
            // An earlier version wrote names.
            for (String text : List.of(
                    name,
                    MailboxNames.canonical(name),
                    escaped(owner, name),
                    path(owner, name).asEscapedString())) {
                SubscriptionTable.delete(sql, owner, text);
            }
            return true;
        });
    }

    private static String escaped(Username owner, String name) {
        return MailboxPath.forUser(owner, name).asEscapedString();
    }

    private static MailboxPath path(Username owner, String name) {
        return MailboxPath.forUser(owner, MailboxNames.canonical(name));
    }
}
