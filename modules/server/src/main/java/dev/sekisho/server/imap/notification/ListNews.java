// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.UserMailboxes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells of mailboxes that were made, deleted, renamed and subscribed to (RFC 5465 5.4, 5.5). For one change of the list, on a worker. */
final class ListNews {
    private final WantedEvents wanted;
    private final ListChanges changes;
    private final Map<String, MailboxEntry> mailboxes = new HashMap<>();
    private final Set<String> parents = new HashSet<>();
    private final Set<String> subscribed;
    private final Set<String> subscribedBefore;

    ListNews(WantedEvents wanted, MailboxListing before, MailboxListing after) {
        this.wanted = wanted;
        this.changes = ListChanges.of(before, after);
        this.subscribed = ListChanges.subscribed(after);
        this.subscribedBefore = ListChanges.subscribed(before);
        for (MailboxEntry entry : after.mailboxes()) {
            mailboxes.put(entry.name(), entry);
            int end = entry.name().lastIndexOf(UserMailboxes.DELIMITER);
            while (end > 0 && parents.add(entry.name().substring(0, end))) {
                end = entry.name().lastIndexOf(UserMailboxes.DELIMITER, end - 1);
            }
        }
    }

    /** Tells it: one response for each name. */
    void tell(ImapResponses out) throws IOException {
        for (Map.Entry<String, String> renamed : changes.renamed().entrySet()) {
            String name = renamed.getKey();
            String old = renamed.getValue();
            if (wants(Kind.MAILBOX_NAME, name) || wants(Kind.MAILBOX_NAME, old)) {
                tell(name, MailboxName.of(old), out);
            }
        }
        Set<String> others = new TreeSet<>();
        changes.named().stream().filter(name -> wants(Kind.MAILBOX_NAME, name)).forEach(others::add);
        changes.subscriptions().stream()
                .filter(name -> wants(Kind.SUBSCRIPTION_CHANGE, name))
                .forEach(others::add);
        others.removeAll(changes.renamed().keySet());
        for (String name : others) {
            tell(name, Optional.empty(), out);
        }
    }

    private boolean wants(Kind event, String name) {
        return wanted.has(event, name, subscribed.contains(name) || subscribedBefore.contains(name));
    }

    private void tell(String name, Optional<MailboxName> old, ImapResponses out) throws IOException {
        Optional<MailboxName> mailbox = MailboxName.of(name);
        if (mailbox.isEmpty()) {
            return;
        }
        if (old.isPresent()) {
            out.listRenamed(attributes(name), UserMailboxes.DELIMITER, mailbox.get(), old.get());
        } else {
            out.list(attributes(name), UserMailboxes.DELIMITER, mailbox.get(), List.of());
        }
    }

    private List<String> attributes(String name) {
        List<String> attributes = new ArrayList<>();
        MailboxEntry entry = mailboxes.get(name);
        if (entry == null) {
            attributes.add("\\NonExistent");
        }
        if (entry != null || parents.contains(name)) {
            attributes.add(parents.contains(name) ? "\\HasChildren" : "\\HasNoChildren");
        }
        if (subscribed.contains(name)) {
            attributes.add("\\Subscribed");
        }
        if (entry != null) {
            entry.use().ifPresent(use -> attributes.add(use.attribute()));
        }
        return attributes;
    }
}
