// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.apache.james.mailbox.model.Mailbox;

/**
 * Changes mailboxes. What a method returns is durable; listeners of {@link MailboxChanges} and James' event bus have been told of it. Every method
 * blocks and throws a {@link StoreException} if the store fails; then nothing was done, unless the method says otherwise. Safe for all threads.
 */
public final class MailboxWriter {

    /** So many messages have their flags changed, or are expunged, in one unit of work. */
    public static final int MOST_IN_A_UNIT = 1000;

    /** So many keywords a mailbox may have. */
    public static final int MOST_KEYWORDS = 1000;

    private final Database database;
    private final BodyStore bodies;
    private final AppendPreparation preparation;
    private final BusEvents events;

    MailboxWriter(Database database, BodyStore bodies, AppendPreparation preparation, BusEvents events) {
        this.database = database;
        this.bodies = bodies;
        this.preparation = preparation;
        this.events = events;
    }

    /** Appends all of these, at least one, in their order, or none (RFC 3502). Their UIDs are consecutive. */
    public WriteResult<PlacedMessages> append(MailboxId to, List<NewMailboxMessage> messages) {
        List<AppendPreparation.Prepared> prepared = preparation.of(messages);
        return toldOfAppended(database.write(sql -> MailboxTable.lock(sql, to.value())
                ? append(sql, to, prepared)
                : WriteResult.<Appended>refused(Refusal.NO_SUCH_MAILBOX)));
    }

    /** What a unit has appended, with what James' event bus is told of it, so that nothing of it is read again. */
    private record Appended(Mailbox mailbox, List<MessageRow> rows, PlacedMessages placed) {}

    private WriteResult<PlacedMessages> toldOfAppended(WriteResult<Appended> result) {
        return result.fold(
                appended -> {
                    events.added(appended.mailbox(), appended.rows());
                    return WriteResult.done(appended.placed());
                },
                WriteResult::refused);
    }

    private WriteResult<PlacedMessages> told(WriteResult<PlacedMessages> result) {
        return result.fold(
                placed -> {
                    events.added(placed);
                    return result;
                },
                refusal -> result);
    }

    /** Of a mailbox that is locked. */
    private static WriteResult<Appended> append(Sql sql, MailboxId to, List<AppendPreparation.Prepared> messages) {
        List<MessageFlags> flags =
                messages.stream().map(AppendPreparation.Prepared::flags).toList();
        StoredFlags stored = StoredFlags.of(sql, to.value(), flags);
        if (!flags.stream().allMatch(each -> stored.admit(each.keywords()))) {
            return WriteResult.refused(Refusal.TOO_MANY_KEYWORDS);
        }
        Mailbox mailbox = MailboxLookup.byId(sql, to.value()).orElseThrow();
        MailboxTotals totals = messages.stream()
                .map(AppendPreparation.Prepared::totals)
                .reduce(MailboxTotals.ZERO, MailboxTotals::plus);
        if (!MailboxRoom.isThere(sql, mailbox, totals)) {
            return WriteResult.refused(Refusal.OVER_QUOTA);
        }
        List<NewMessage> contents =
                messages.stream().map(each -> each.toRow(stored)).toList();
        List<MessageRow> rows = NewMessage.appendAll(sql, to.value(), contents);
        for (int i = 0; i < rows.size(); i++) {
            messages.get(i).keepSummary(sql, rows.get(i).content().body());
        }
        UidSet uids = UidSet.of(rows.stream().mapToLong(MessageRow::uid).toArray());
        long modSeq = rows.get(rows.size() - 1).modSeq();
        PlacedMessages placed = new PlacedMessages(to, mailbox.getUidValidity().asLong(), UidSet.EMPTY, uids, modSeq);
        return WriteResult.done(new Appended(mailbox, rows, placed));
    }

    /** Appends a message and expunges another in one unit of work (RFC 8508). */
    public WriteResult<PlacedMessages> replace(MailboxId from, long uid, MailboxId to, NewMailboxMessage message) {
        List<AppendPreparation.Prepared> prepared = preparation.of(List.of(message));
        List<MessageRow> removed = new ArrayList<>();
        WriteResult<Appended> result = database.write(sql -> {
            removed.clear();
            List<Long> present = MessagePlacement.lock(sql, from.value(), to.value());
            MessageTable.Uids place = new MessageTable.Uids(uid, uid);
            if (!present.contains(to.value())) {
                return WriteResult.refused(Refusal.NO_SUCH_MAILBOX);
            }
            if (!present.contains(from.value())
                    || MessageTable.uids(sql, from.value(), place).isEmpty()) {
                return WriteResult.refused(Refusal.NO_SUCH_MESSAGE);
            }
            WriteResult<Appended> appended = append(sql, to, prepared);
            return appended.fold(
                    added -> {
                        removed.addAll(MessageRemoval.remove(sql, bodies, from.value(), List.of(place)));
                        return appended;
                    },
                    refusal -> appended);
        });
        events.expunged(from, removed);
        return toldOfAppended(result);
    }

    /**
     * Changes the flags of messages, in portions of {@link #MOST_IN_A_UNIT}, each of which is one unit of work: if the store fails, some may be done.
     *
     * @param unchangedSince messages that have changed since this modification sequence are left as they are (RFC 7162 3.1.3)
     * @param changed is told of each message whose flags have become others, and of the modification sequence it had before, after its portion
     *     is durable
     */
    public WriteResult<FlagResult> changeFlags(
            MailboxId mailbox,
            UidSet uids,
            FlagChange change,
            OptionalLong unchangedSince,
            ObjLongConsumer<FlagState> changed) {
        UidSet found = UidSet.EMPTY;
        UidSet unchanged = UidSet.EMPTY;
        UidPages pages = new UidPages(uids, MOST_IN_A_UNIT);
        while (!pages.isAtEnd()) {
            WriteResult<FlagWriter.Portion> result =
                    database.write(sql -> changeFlags(sql, mailbox, uids, pages, change, unchangedSince));
            Optional<Refusal> refusal = result.fold(done -> Optional.empty(), Optional::of);
            if (refusal.isPresent()) {
                return WriteResult.refused(refusal.get());
            }
            FlagWriter.Portion portion = result.fold(done -> done, refused -> FlagWriter.Portion.NONE);
            found = found.union(portion.uids());
            unchanged = unchanged.union(portion.unchanged());
            portion.tellChanged(changed);
            events.flags(mailbox, portion);
            pages.advance(portion.rows().size(), portion.lastUid());
        }
        return WriteResult.done(new FlagResult(unchanged, uids.minus(found)));
    }

    private static WriteResult<FlagWriter.Portion> changeFlags(
            Sql sql, MailboxId mailbox, UidSet uids, UidPages page, FlagChange change, OptionalLong unchangedSince) {
        if (!MailboxTable.lock(sql, mailbox.value())) {
            return WriteResult.refused(Refusal.NO_SUCH_MAILBOX);
        }
        StoredFlags stored = StoredFlags.of(sql, mailbox.value());
        boolean names = change.how() != FlagChange.How.REMOVE;
        return names && !stored.admit(change.flags().keywords())
                ? WriteResult.refused(Refusal.TOO_MANY_KEYWORDS)
                : WriteResult.done(FlagWriter.apply(sql, mailbox.value(), uids, page, change, stored, unchangedSince));
    }

    /** Copies all of these that are there in one unit of work. With none there, nothing is done and {@code uids} is empty. */
    public WriteResult<PlacedMessages> copy(MailboxId from, UidSet uids, MailboxId to) {
        return told(database.write(sql -> missing(sql, from, to).orElseGet(() -> copy(sql, from, uids, to))));
    }

    /** Locks two mailboxes; the refusal if one is no more. */
    private static Optional<WriteResult<PlacedMessages>> missing(Sql sql, MailboxId from, MailboxId to) {
        List<Long> present = MessagePlacement.lock(sql, from.value(), to.value());
        if (!present.contains(from.value())) {
            return Optional.of(WriteResult.refused(Refusal.SOURCE_IS_GONE));
        }
        return present.contains(to.value())
                ? Optional.empty()
                : Optional.of(WriteResult.refused(Refusal.NO_SUCH_MAILBOX));
    }

    private static WriteResult<PlacedMessages> copy(Sql sql, MailboxId from, UidSet uids, MailboxId to) {
        return MessagePlacement.copy(
                        sql, from.value(), uids, to.value(), totals -> MailboxRoom.isThere(sql, to.value(), totals))
                .map(WriteResult::done)
                .orElseGet(() -> WriteResult.refused(Refusal.OVER_QUOTA));
    }

    /** As {@link #copy}, and removes them where they were, in the same unit of work (RFC 6851). */
    public WriteResult<PlacedMessages> move(MailboxId from, UidSet uids, MailboxId to) {
        return told(database.write(sql -> missing(sql, from, to)
                .orElseGet(() -> WriteResult.done(MessagePlacement.move(sql, from.value(), uids, to.value())))));
    }

    /**
     * Removes those of these messages that have {@code \Deleted}, in portions: if the store fails, some may be gone.
     *
     * @param uids {@link UidSet#ALL} for EXPUNGE, others for UID EXPUNGE (RFC 4315 2.1)
     * @return those that were removed
     */
    public WriteResult<UidSet> expunge(MailboxId mailbox, UidSet uids) {
        UidSet removed = UidSet.EMPTY;
        long from = uids.isEmpty() ? 0 : uids.first();
        while (!uids.isEmpty() && from <= uids.last()) {
            MessageTable.Uids span = new MessageTable.Uids(from, uids.last());
            Optional<Expunged> some = database.write(sql -> MailboxTable.lock(sql, mailbox.value())
                    ? Optional.of(expunge(sql, mailbox.value(), uids, span))
                    : Optional.<Expunged>empty());
            if (some.isEmpty()) {
                return WriteResult.refused(Refusal.NO_SUCH_MAILBOX);
            }
            events.expunged(mailbox, some.get().rows());
            removed = removed.union(UidSet.of(
                    some.get().rows().stream().mapToLong(MessageRow::uid).toArray()));
            from = some.get().next();
        }
        return WriteResult.done(removed);
    }

    /**
     * What one unit has removed.
     *
     * @param next the UID from which the next unit goes on
     */
    private record Expunged(List<MessageRow> rows, long next) {}

    private Expunged expunge(Sql sql, long mailbox, UidSet uids, MessageTable.Uids span) {
        List<Long> deleted = MessageTable.deleted(sql, mailbox, span, MessageRemoval.MOST);
        UidSet meant = UidSet.of(deleted.stream()
                .mapToLong(Long::longValue)
                .filter(uids::contains)
                .toArray());
        long last = deleted.size() < MessageRemoval.MOST ? span.last() : deleted.get(deleted.size() - 1);
        List<MessageRow> rows = MessageRemoval.remove(
                sql,
                bodies,
                mailbox,
                meant.ranges().stream()
                        .map(each -> new MessageTable.Uids(each.first(), each.last()))
                        .toList());
        return new Expunged(rows, last + 1);
    }
}
