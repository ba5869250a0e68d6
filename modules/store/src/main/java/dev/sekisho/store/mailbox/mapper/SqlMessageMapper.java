// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.FlagUpdate;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.change.RecentFlagRemoval;
import dev.sekisho.store.mailbox.message.MessagePageIterator;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.UidBatches;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.UnitOfWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.mail.Flags;
import org.apache.james.mailbox.ApplicableFlagBuilder;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The messages of a mailbox for James. Each method that changes something is one unit of work, or several short ones where
 * many messages are concerned.
 */
public final class SqlMessageMapper implements MessageMapper {

    /** So many messages have their flags changed in one unit. */
    private static final int MOST_FLAGS = 1000;

    private final MailboxTransactions units;
    private final BodyStore bodies;
    private final MessageUploader incoming;

    public SqlMessageMapper(Database database, BodyStore bodies, Clock clock) {
        this.units = new MailboxTransactions(database);
        this.bodies = bodies;
        this.incoming = new MessageUploader(bodies, clock);
    }

    @Override
    public Iterator<MailboxMessage> findInMailbox(Mailbox mailbox, MessageRange set, FetchType type, int limit) {
        return new MessagePageIterator(units.database(), bodies, id(mailbox), MessageTable.Uids.of(set), limit);
    }

    @Override
    public Flux<MailboxMessage> findInMailboxReactive(Mailbox mailbox, MessageRange set, FetchType type, int limit) {
        return MailboxTransactions.laterEach(() -> () -> findInMailbox(mailbox, set, type, limit));
    }

    @Override
    public List<MessageUid> retrieveMessagesMarkedForDeletion(Mailbox mailbox, MessageRange range)
            throws MailboxException {
        return uids(sql -> MessageTable.deleted(sql, id(mailbox), MessageTable.Uids.of(range)));
    }

    @Override
    public long countMessagesInMailbox(Mailbox mailbox) throws MailboxException {
        return counts(mailbox).messages();
    }

    @Override
    public MailboxCounters getMailboxCounters(Mailbox mailbox) throws MailboxException {
        MailboxTotals counts = counts(mailbox);
        return MailboxCounters.builder()
                .mailboxId(mailbox.getMailboxId())
                .count(counts.messages())
                .unseen(counts.unseen())
                .build();
    }

    private MailboxTotals counts(Mailbox mailbox) throws MailboxException {
        return units.read(sql -> MailboxTable.counts(sql, id(mailbox))).orElse(MailboxTotals.ZERO);
    }

    @Override
    public void delete(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        deleteMessages(mailbox, List.of(message.getUid()));
    }

    @Override
    public Map<MessageUid, MessageMetaData> deleteMessages(Mailbox mailbox, List<MessageUid> uids)
            throws MailboxException {
        Map<MessageUid, MessageMetaData> removed = new TreeMap<>();
        for (List<MessageTable.Uids> batch : UidBatches.of(uids, MessageRemoval.MOST)) {
            units.write(sql -> MessageRemoval.remove(sql, bodies, id(mailbox), batch))
                    .forEach(row -> removed.put(MessageUid.of(row.uid()), row.metaData()));
        }
        return removed;
    }

    @Override
    public @Nullable MessageUid findFirstUnseenMessageUid(Mailbox mailbox) throws MailboxException {
        return units.read(sql -> MessageTable.firstUnseen(sql, id(mailbox)))
                .map(MessageUid::of)
                .orElse(null);
    }

    @Override
    public List<MessageUid> findRecentMessageUidsInMailbox(Mailbox mailbox) throws MailboxException {
        return uids(sql -> MessageTable.recent(sql, id(mailbox)));
    }

    @Override
    public MessageMetaData add(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        NewMessage added = incoming.of(message);
        MessageRow row = appended(mailbox, added);
        message.setUid(MessageUid.of(row.uid()));
        message.setModSeq(ModSeq.of(row.modSeq()));
        return row.metaData();
    }

    private MessageRow appended(Mailbox mailbox, NewMessage added) throws MailboxException {
        Optional<MessageRow> row = units.write(sql -> added.append(sql, id(mailbox)));
        return row.orElseThrow(() -> MailboxTransactions.notFound(mailbox.getMailboxId()));
    }

    @Override
    public Iterator<UpdatedFlags> updateFlags(Mailbox mailbox, FlagsUpdateCalculator calculator, MessageRange set)
            throws MailboxException {
        UnaryOperator<FlagColumns> change = before -> FlagColumns.of(calculator.buildNewFlags(before.toFlags()));
        List<UpdatedFlags> all = new ArrayList<>();
        MessageTable.Uids left = MessageTable.Uids.of(set);
        boolean more = true;
        while (more) {
            MessageTable.Uids now = left;
            List<UpdatedFlags> some = units.write(sql -> MailboxTable.lock(sql, id(mailbox))
                    ? FlagUpdate.apply(sql, id(mailbox), MessageTable.page(sql, id(mailbox), now, MOST_FLAGS), change)
                    : List.of());
            all.addAll(some);
            more = some.size() == MOST_FLAGS;
            left = more ? left.after(some.get(some.size() - 1).getUid().asLong()) : left;
        }
        return all.iterator();
    }

    @Override
    public List<UpdatedFlags> resetRecent(Mailbox mailbox) throws MailboxException {
        if (findRecentMessageUidsInMailbox(mailbox).isEmpty()) {
            return List.of();
        }
        List<UpdatedFlags> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            List<UpdatedFlags> some = units.write(sql -> RecentFlagRemoval.reset(sql, id(mailbox), MOST_FLAGS));
            all.addAll(some);
            more = some.size() == MOST_FLAGS;
        }
        return all;
    }

    @Override
    public MessageMetaData copy(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return appended(mailbox, incoming.copyOf(original)).metaData();
    }

    @Override
    public List<MessageMetaData> copy(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        return new MessageCopier(units, bodies, incoming).copy(mailbox, originals);
    }

    @Override
    public MessageMetaData move(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return move(mailbox, List.of(original)).stream()
                .findFirst()
                .orElseThrow(() ->
                        new MailboxException("message " + original.getUid().asLong() + " of mailbox "
                                + original.getMailboxId().serialize() + " no longer exists"));
    }

    @Override
    public List<MessageMetaData> move(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        return new MessageCopier(units, bodies, incoming).move(mailbox, originals);
    }

    @Override
    public Optional<MessageUid> getLastUid(Mailbox mailbox) throws MailboxException {
        return units.read(sql -> MailboxTable.last(sql, id(mailbox)))
                .filter(place -> place.uid() > 0)
                .map(place -> MessageUid.of(place.uid()));
    }

    @Override
    public ModSeq getHighestModSeq(Mailbox mailbox) throws MailboxException {
        return units.read(sql -> MailboxTable.last(sql, id(mailbox)))
                .map(place -> ModSeq.of(place.modSeq()))
                .orElse(ModSeq.first());
    }

    @Override
    public Flags getApplicableFlag(Mailbox mailbox) throws MailboxException {
        Flags keywords = new Flags();
        units.read(sql -> MailboxKeywordTable.all(sql, id(mailbox))).forEach(keywords::add);
        return ApplicableFlagBuilder.builder().add(keywords).build();
    }

    @Override
    public Flux<MessageUid> listAllMessageUids(Mailbox mailbox) {
        return MailboxTransactions.laterEach(
                () -> uids(sql -> MessageTable.uids(sql, id(mailbox), MessageTable.Uids.ALL)));
    }

    private List<MessageUid> uids(UnitOfWork<List<Long>> query) throws MailboxException {
        return units.read(query).stream().map(MessageUid::of).toList();
    }

    private static long id(Mailbox mailbox) {
        return SqlMailboxId.valueOf(mailbox.getMailboxId());
    }
}
