// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.UserMailboxes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the mailboxes of a user differ from what they were (RFC 5465 5.4, 5.5).
 *
 * @param named names that are affected because mailboxes were made or deleted, and those directly above them
 * @param renamed new names, with those that the mailboxes had before; not those below a mailbox that was renamed
 * @param subscriptions names that were subscribed to, or are not any more
 */
record ListChanges(Set<String> named, Map<String, String> renamed, Set<String> subscriptions) {
    /** The changes from one list to another. */
    static ListChanges of(MailboxListing before, MailboxListing after) {
        Map<MailboxId, String> former = names(before);
        Map<MailboxId, String> present = names(after);
        Set<String> named = new TreeSet<>();
        Map<String, String> renamed = new TreeMap<>();
        present.forEach((id, name) -> {
            String old = former.get(id);
            if (old == null) {
                addWithParent(name, named);
            } else if (!old.equals(name)) {
                renamed.put(name, old);
            }
        });
        former.forEach((id, name) -> {
            if (!present.containsKey(id)) {
                addWithParent(name, named);
            }
        });
        return new ListChanges(named, withoutChildren(renamed), subscriptions(before, after));
    }

    private static Map<MailboxId, String> names(MailboxListing listing) {
        Map<MailboxId, String> names = new HashMap<>();
        listing.mailboxes().forEach(mailbox -> names.put(mailbox.id(), mailbox.name()));
        return names;
    }

    private static void addWithParent(String name, Set<String> named) {
        named.add(name);
        int level = name.lastIndexOf(UserMailboxes.DELIMITER);
        if (level > 0) {
            named.add(name.substring(0, level));
        }
    }

    /** Children are renamed with what is above them, of which alone is told. */
    private static Map<String, String> withoutChildren(Map<String, String> renamed) {
        Map<String, String> alone = new LinkedHashMap<>();
        renamed.forEach((name, old) -> {
            if (!isRenamedWithParent(name, old, renamed)) {
                alone.put(name, old);
            }
        });
        return alone;
    }

    private static boolean isRenamedWithParent(String name, String old, Map<String, String> renamed) {
        int end = name.lastIndexOf(UserMailboxes.DELIMITER);
        while (end > 0) {
            String above = renamed.get(name.substring(0, end));
            if (above != null && old.equals(above + name.substring(end))) {
                return true;
            }
            end = name.lastIndexOf(UserMailboxes.DELIMITER, end - 1);
        }
        return false;
    }

    private static Set<String> subscriptions(MailboxListing before, MailboxListing after) {
        Set<String> former = subscribed(before);
        Set<String> present = subscribed(after);
        Set<String> changed = new TreeSet<>(former);
        changed.addAll(present);
        changed.removeIf(name -> former.contains(name) && present.contains(name));
        return changed;
    }

    /** All names that are subscribed to. */
    static Set<String> subscribed(MailboxListing listing) {
        Set<String> names = new HashSet<>(listing.missing());
        listing.mailboxes().stream()
                .filter(MailboxEntry::subscribed)
                .map(MailboxEntry::name)
                .forEach(names::add);
        return names;
    }
}
