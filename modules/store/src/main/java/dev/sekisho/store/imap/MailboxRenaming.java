// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxDirectory;
import dev.sekisho.store.mailbox.table.MailboxDirectory.Entry;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Username;

/** Renames mailboxes of an owner (RFC 9051 6.3.6), and keeps what came of it for who is told. For one renaming. */
final class MailboxRenaming {
    private final Username owner;
    private final Map<Long, String> made = new LinkedHashMap<>();
    private final List<Renamed> renamed = new ArrayList<>();
    private final List<PlacedMessages> moved = new ArrayList<>();

    /** A mailbox that has another name. */
    private record Renamed(long mailbox, String from, String to) {}

    MailboxRenaming(Username owner) {
        this.owner = owner;
    }

    /** Renames a mailbox and all below it, or empties INBOX into a new one, within a unit of work, which may be tried more than once. */
    WriteResult<MailboxId> apply(Sql sql, String from, String to) {
        made.clear();
        renamed.clear();
        moved.clear();
        return rename(sql, from, to);
    }

    /** Tells of it, once it is committed. */
    void tell(BusEvents messageEvents, MailboxBusEvents mailboxEvents) {
        made.forEach((id, name) -> mailboxEvents.made(owner, id, name));
        renamed.forEach(each -> mailboxEvents.renamed(owner, each.mailbox(), each.from(), each.to()));
        moved.forEach(messageEvents::added);
    }

    private WriteResult<MailboxId> rename(Sql sql, String from, String to) {
        Optional<Entry> found = UserMailboxes.found(sql, owner, from);
        if (found.isEmpty()) {
            return WriteResult.refused(Refusal.NO_SUCH_MAILBOX);
        }
        if (MailboxDirectory.find(sql, owner, to).isPresent()) {
            return WriteResult.refused(Refusal.ALREADY_EXISTS);
        }
        Entry mailbox = found.get();
        if (MailboxNames.isInbox(mailbox.name())) {
            return emptyInto(sql, mailbox, to);
        }
        return MailboxNames.isBelow(to, mailbox.name())
                ? WriteResult.refused(Refusal.BELOW_ITSELF)
                : renameAll(sql, mailbox, to);
    }

    private WriteResult<MailboxId> renameAll(Sql sql, Entry mailbox, String to) {
        List<Entry> below = MailboxDirectory.below(sql, owner, mailbox.name(), UserMailboxes.DELIMITER);
        int longer = to.length() - mailbox.name().length();
        if (below.stream().anyMatch(entry -> entry.name().length() + longer > MailboxNames.MOST_CHARACTERS)) {
            return WriteResult.refused(Refusal.NAME_NOT_ALLOWED);
        }
        for (Entry entry : below) {
            String name = to + entry.name().substring(mailbox.name().length());
            if (MailboxDirectory.find(sql, owner, name).isPresent()) {
                return WriteResult.refused(Refusal.ALREADY_EXISTS);
            }
        }
        UserMailboxes.makeAbove(sql, owner, to, made);
        MailboxDirectory.rename(sql, owner, mailbox.id(), to);
        renamed.add(new Renamed(mailbox.id(), mailbox.name(), to));
        for (Entry entry : below) {
            String name = to + entry.name().substring(mailbox.name().length());
            MailboxDirectory.rename(sql, owner, entry.id(), name);
            renamed.add(new Renamed(entry.id(), entry.name(), name));
        }
        return WriteResult.done(new MailboxId(mailbox.id()));
    }

    /** RFC 8474 4: it is as if a mailbox were made and the messages moved there. */
    private WriteResult<MailboxId> emptyInto(Sql sql, Entry inbox, String to) {
        UserMailboxes.makeAbove(sql, owner, to, made);
        return UserMailboxes.insert(sql, owner, to)
                .map(id -> {
                    made.put(id, to);
                    MessagePlacement.lock(sql, inbox.id(), id);
                    moved.add(MessagePlacement.move(sql, inbox.id(), UidSet.ALL, id));
                    return WriteResult.done(new MailboxId(id));
                })
                .orElseGet(() -> WriteResult.refused(Refusal.ALREADY_EXISTS));
    }
}
