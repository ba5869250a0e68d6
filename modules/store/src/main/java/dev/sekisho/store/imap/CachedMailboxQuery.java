// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads mailboxes into memory, and follows their changes. Blocks. */
final class CachedMailboxQuery {
    private static final int PAGE = 500;
    /** With more changes a mailbox is read anew. */
    private static final int MOST_CHANGES = 50_000;

    private final Database database;

    CachedMailboxQuery(Database database) {
        this.database = database;
    }

    /**
     * Reads the rows of a mailbox.
     *
     * @param messages so many messages it may have
     * @param most octets that it may take
     * @param summaries whether the summaries are read too, if there is room for them
     * @return empty if it has or takes more, or changes too fast, or is no more
     */
    Optional<CachedMailbox> load(long mailbox, long messages, long most, boolean summaries) {
        Optional<ChangeQuery.State> begun = database.read(sql -> state(sql, mailbox));
        long there = begun.map(ChangeQuery.State::messages).orElse(0L);
        if (begun.isEmpty() || there > messages || there * CachedMailbox.ROW > most) {
            return Optional.empty();
        }
        boolean whole = summaries && there * (CachedMailbox.ROW + CachedMailbox.SUMMARY) <= most;
        List<StoredMessage> rows = all(
                UidSet.ALL,
                pages -> database.read(sql -> whole
                        ? MessageQuery.messagesWithSummaries(sql, mailbox, pages)
                        : MessageQuery.messages(sql, mailbox, pages)));
        // The pages are of different moments; what has changed since the first is put right now.
        // Summaries were found to fit by what they are about; they may be twice that, as they may where they come
        // later.
        long bound = whole ? 2 * most : most;
        return follow(mailbox, new CachedMailbox(begun.get().modSeq(), rows))
                .filter(loaded -> loaded.weight() <= bound);
    }

    private static Optional<ChangeQuery.State> state(Sql sql, long mailbox) {
        return ChangeQuery.changes(sql, mailbox, Long.MAX_VALUE, 0).map(ChangeQuery.Changes::state);
    }

    /**
     * What has become of a mailbox until now.
     *
     * @return empty if that cannot be told: it is to be read anew
     */
    Optional<CachedMailbox> follow(long mailbox, CachedMailbox known) {
        return database.read(sql -> {
            Optional<ChangeQuery.Changes> found = ChangeQuery.changes(sql, mailbox, known.modSeq(), MOST_CHANGES);
            return found.flatMap(changes -> follow(sql, mailbox, known, changes));
        });
    }

    private static Optional<CachedMailbox> follow(
            Sql sql, long mailbox, CachedMailbox known, ChangeQuery.Changes changes) {
        boolean tellable = changes.state().expungedFrom() <= known.modSeq()
                && changes.changed().size() <= MOST_CHANGES;
        if (!tellable) {
            return Optional.empty();
        }
        boolean same = changes.state().modSeq() == known.modSeq()
                && changes.changed().isEmpty()
                && changes.gone().isEmpty();
        CachedMailbox next = same
                ? known
                : known.after(
                        changes,
                        all(known.unknown(changes.changed()), pages -> MessageQuery.messages(sql, mailbox, pages)));
        // A node of PostgreSQL may have read a row later than its change; then it is not told what there is.
        return Optional.of(next).filter(made -> made.size() == changes.state().messages());
    }

    /** Reads the summaries that are missing. */
    CachedMailbox summarized(long mailbox, CachedMailbox known) {
        return known.withSummaries(all(
                known.unsummarized(),
                pages -> database.read(sql -> MessageQuery.messagesWithSummaries(sql, mailbox, pages))));
    }

    private static List<StoredMessage> all(UidSet uids, Function<UidPages, List<StoredMessage>> question) {
        List<StoredMessage> rows = new ArrayList<>();
        PagedCursor<StoredMessage> cursor = new PagedCursor<>(new UidPages(uids, PAGE), question, StoredMessage::uid);
        for (List<StoredMessage> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
            rows.addAll(some);
        }
        return rows;
    }
}
