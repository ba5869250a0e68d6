// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.mailbox.table.MailboxDirectory;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.SpecialUse;
import dev.sekisho.store.mailbox.table.SubscriptionTable;
import dev.sekisho.store.mailbox.table.UidValidities;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.time.Instant;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxPath;

/**
 * The mailboxes that every account has: INBOX, and one for each {@link SpecialUse}. An account of an earlier version has its mailboxes of the usual
 * names taken for these. An owner with at least one special use has been provided for: what such a user deletes is not made again.
 */
public final class AccountFolders {

    private AccountFolders() {}

    /** The id of a user's INBOX; makes what is missing. */
    public static long provide(Sql sql, Username owner) {
        long inbox = inbox(sql, owner);
        if (!MailboxDirectory.hasUses(sql, owner)) {
            // Only one unit at a time provides for an owner.
            MailboxTable.lock(sql, inbox);
            if (!MailboxDirectory.hasUses(sql, owner)) {
                for (SpecialUse use : SpecialUse.values()) {
                    provide(sql, owner, use);
                }
            }
        }
        return inbox;
    }

    private static long inbox(Sql sql, Username owner) {
        MailboxPath path = MailboxPath.inbox(owner);
        return MailboxTable.id(sql, path)
                .or(() -> {
                    Optional<Long> made = MailboxTable.insert(sql, path, UidValidities.next(sql, Instant.now()));
                    made.ifPresent(id -> SubscriptionTable.put(sql, owner, path.asEscapedString()));
                    return made;
                })
                .or(() -> MailboxTable.id(sql, path))
                .orElseThrow(() -> new StoreException("the INBOX can neither be found nor made", null));
    }

    private static void provide(Sql sql, Username owner, SpecialUse use) {
        Optional<Long> known = use.names().stream()
                .flatMap(name -> MailboxDirectory.find(sql, owner, name).stream())
                .filter(entry -> entry.use().isEmpty())
                .map(MailboxDirectory.Entry::id)
                .findFirst();
        known.or(() -> make(sql, MailboxPath.forUser(owner, use.folder())))
                .ifPresent(id -> MailboxDirectory.setUse(sql, id, use));
    }

    private static Optional<Long> make(Sql sql, MailboxPath path) {
        SubscriptionTable.put(sql, path.getUser(), path.asEscapedString());
        return MailboxTable.insert(sql, path, UidValidities.next(sql, Instant.now()));
    }
}
