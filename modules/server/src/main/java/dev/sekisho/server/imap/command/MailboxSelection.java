// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.list.ListParameters.Return;
import dev.sekisho.imap.list.ListParameters.Selection;
import dev.sekisho.imap.list.MailboxPattern;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.UserMailboxes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which mailboxes LIST and LSUB tell of, and what of them (RFC 9051 6.3.9, RFC 5258 3, RFC 3501 6.3.9). */
final class MailboxSelection {
    private static final char DELIMITER = UserMailboxes.DELIMITER;

    private final ListParameters parameters;
    /** All names: mailboxes, names that are subscribed to, and the levels above them; empty where there is no mailbox. */
    private final Map<String, Optional<MailboxEntry>> names = new TreeMap<>();

    private final Set<String> subscribed = new HashSet<>();
    private final Set<String> parents = new HashSet<>();
    private final Set<String> aboveSelected = new HashSet<>();

    private MailboxSelection(MailboxListing listing, ListParameters parameters) {
        this.parameters = parameters;
        listing.missing().forEach(this::addMissing);
        listing.mailboxes().forEach(this::add);
    }

    /** The mailboxes of LIST, in the order of their names. */
    static List<ListedMailbox> list(MailboxListing listing, ListParameters parameters) {
        return new MailboxSelection(listing, parameters).listed();
    }

    private void addMissing(String name) {
        subscribed.add(name);
        if (selects(Selection.SUBSCRIBED)) {
            names.putIfAbsent(name, Optional.empty());
            addLevels(name, !selects(Selection.SPECIAL_USE), false);
        }
    }

    private void add(MailboxEntry entry) {
        names.put(entry.name(), Optional.of(entry));
        if (entry.subscribed()) {
            subscribed.add(entry.name());
        }
        addLevels(entry.name(), isSelected(entry.name(), Optional.of(entry)), true);
    }

    /** Names the levels above a mailbox. */
    private void addLevels(String name, boolean selected, boolean exists) {
        for (int at = name.lastIndexOf(DELIMITER); at > 0; at = name.lastIndexOf(DELIMITER, at - 1)) {
            String level = name.substring(0, at);
            names.putIfAbsent(level, Optional.empty());
            if (exists) {
                parents.add(level);
            }
            if (selected) {
                aboveSelected.add(level);
            }
        }
    }

    private boolean selects(Selection selection) {
        return parameters.selections().contains(selection);
    }

    private boolean isSelected(String name, Optional<MailboxEntry> entry) {
        boolean wanted = !selects(Selection.SUBSCRIBED) || subscribed.contains(name);
        boolean used = !selects(Selection.SPECIAL_USE)
                || entry.flatMap(MailboxEntry::use).isPresent();
        return wanted && used;
    }

    private List<ListedMailbox> listed() {
        List<ListedMailbox> listed = new ArrayList<>();
        names.forEach((name, entry) -> {
            boolean recursive = selects(Selection.RECURSIVEMATCH) && aboveSelected.contains(name);
            Optional<MailboxName> shown =
                    MailboxName.of(name).filter(this::matches).filter(matching -> recursive || isListed(name, entry));
            shown.ifPresent(matching -> listed.add(new ListedMailbox(
                    matching,
                    entry.map(MailboxEntry::id),
                    attributes(name, entry),
                    recursive && selects(Selection.SUBSCRIBED) ? List.of("SUBSCRIBED") : List.of())));
        });
        return listed;
    }

    private boolean matches(MailboxName name) {
        return parameters.patterns().stream().anyMatch(pattern -> pattern.matches(name, DELIMITER));
    }

    /** A level without a mailbox is listed where there is one below it, and all mailboxes are asked for. */
    private boolean isListed(String name, Optional<MailboxEntry> entry) {
        boolean there = entry.isPresent()
                || parents.contains(name) && parameters.selections().isEmpty()
                || subscribed.contains(name) && selects(Selection.SUBSCRIBED);
        return there && isSelected(name, entry);
    }

    private List<String> attributes(String name, Optional<MailboxEntry> entry) {
        List<String> attributes = new ArrayList<>();
        if (entry.isEmpty()) {
            attributes.add("\\NonExistent");
            if (!parameters.extended()) {
                attributes.add("\\Noselect");
            }
        }
        attributes.add(parents.contains(name) ? "\\HasChildren" : "\\HasNoChildren");
        boolean tellsSubscribed =
                selects(Selection.SUBSCRIBED) || parameters.returns().contains(Return.SUBSCRIBED);
        if (tellsSubscribed && subscribed.contains(name)) {
            attributes.add("\\Subscribed");
        }
        entry.flatMap(MailboxEntry::use).ifPresent(use -> attributes.add(use.attribute()));
        return attributes;
    }

    /** The names of LSUB: with {@code %}, a level below which one is subscribed to stands for it, and is marked. */
    static List<ListedMailbox> lsub(MailboxListing listing, MailboxPattern pattern) {
        Map<MailboxName, List<String>> found = new TreeMap<>();
        List<String> subscribed = new ArrayList<>(listing.missing());
        listing.mailboxes().stream()
                .filter(MailboxEntry::subscribed)
                .map(MailboxEntry::name)
                .forEach(subscribed::add);
        subscribed.forEach(name -> find(name, pattern, found));
        List<ListedMailbox> listed = new ArrayList<>();
        found.forEach(
                (name, attributes) -> listed.add(new ListedMailbox(name, Optional.empty(), attributes, List.of())));
        return listed;
    }

    private static void find(String name, MailboxPattern pattern, Map<MailboxName, List<String>> found) {
        Optional<MailboxName> itself = MailboxName.of(name).filter(whole -> pattern.matches(whole, DELIMITER));
        if (itself.isPresent()) {
            found.put(itself.get(), List.of());
            return;
        }
        for (int at = name.lastIndexOf(DELIMITER); at > 0; at = name.lastIndexOf(DELIMITER, at - 1)) {
            MailboxName.of(name.substring(0, at))
                    .filter(level -> pattern.matches(level, DELIMITER))
                    .ifPresent(level -> found.putIfAbsent(level, List.of("\\Noselect")));
        }
    }
}
