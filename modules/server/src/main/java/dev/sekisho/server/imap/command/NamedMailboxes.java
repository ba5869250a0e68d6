// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.list.ListedMailbox;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SpecialUse;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mailboxes of a user as LIST and LSUB look at them. A name that no command could have is left out. */
final class NamedMailboxes {
    private NamedMailboxes() {}

    /** All mailboxes, and all names that are subscribed to. */
    static List<ListedMailbox> of(MailboxListing listing) {
        List<ListedMailbox> mailboxes = new ArrayList<>();
        for (MailboxEntry entry : listing.mailboxes()) {
            Optional<SpecialUse> use = entry.use().flatMap(stored -> SpecialUse.of(stored.attribute()));
            Set<SpecialUse> uses = use.map(Set::of).orElse(Set.of());
            MailboxName.of(entry.name())
                    .ifPresent(name -> mailboxes.add(new ListedMailbox(name, true, entry.subscribed(), uses)));
        }
        for (String missing : listing.missing()) {
            MailboxName.of(missing).ifPresent(name -> mailboxes.add(new ListedMailbox(name, false, true, Set.of())));
        }
        return mailboxes;
    }

    /** The mailboxes by their names. */
    static Map<MailboxName, MailboxId> ids(MailboxListing listing) {
        Map<MailboxName, MailboxId> ids = new HashMap<>();
        for (MailboxEntry entry : listing.mailboxes()) {
            MailboxName.of(entry.name()).ifPresent(name -> ids.put(name, entry.id()));
        }
        return ids;
    }
}
