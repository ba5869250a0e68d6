// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimap;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.FlagUpdate;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.message.StoredMailboxMessage;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Messages by their ids, across mailboxes, for James. */
final class SqlMessageIdMapper implements MessageIdMapper {

    private final MailboxTransactions units;
    private final BodyStore bodies;
    private final MessageUploader incoming;

    SqlMessageIdMapper(Database database, BodyStore bodies, Clock clock) {
        this.units = new MailboxTransactions(database);
        this.bodies = bodies;
        this.incoming = new MessageUploader(bodies, clock);
    }

    @Override
    public List<MailboxMessage> find(Collection<MessageId> messageIds, FetchType fetchType) {
        return units
                .database()
                .read(sql -> messageIds.stream()
                        .distinct()
                        .flatMap(id -> MessageTable.withId(sql, (SqlMessageId) id).stream())
                        .toList())
                .stream()
                .map(row -> (MailboxMessage) StoredMailboxMessage.of(row, bodies))
                .toList();
    }

    @Override
    public Publisher<ComposedMessageIdWithMetaData> findMetadata(MessageId messageId) {
        return MailboxTransactions.laterEach(() -> rows(messageId).stream()
                .map(row -> StoredMailboxMessage.of(row, bodies).getComposedMessageIdWithMetaData())
                .toList());
    }

    @Override
    public List<MailboxId> findMailboxes(MessageId messageId) {
        return rows(messageId).stream()
                .map(row -> (MailboxId) new SqlMailboxId(row.mailbox()))
                .toList();
    }

    private List<MessageRow> rows(MessageId messageId) {
        return units.database().read(sql -> MessageTable.withId(sql, (SqlMessageId) messageId));
    }

    @Override
    public void save(MailboxMessage message) throws MailboxException {
        save(message, message.getMailboxId(), found -> true);
    }

    @Override
    public void copyInMailbox(MailboxMessage message, Mailbox mailbox) throws MailboxException {
        save(message, mailbox.getMailboxId(), List::isEmpty);
    }

    /**
     * The message gets the place behind all others. That is the UID which its bringer has taken for it, unless another was given since: then
     * a session may have seen messages behind it.
     *
     * @param wanted whether to save it, given what is in the mailbox of this message already
     */
    private void save(MailboxMessage message, MailboxId mailboxId, Predicate<List<MessageRow>> wanted)
            throws MailboxException {
        long mailbox = SqlMailboxId.valueOf(mailboxId);
        NewMessage added = incoming.of(message);
        long taken = message.getUid().asLong();
        Optional<List<MessageRow>> saved = units.write(sql -> saveIfWanted(sql, mailbox, added, taken, wanted));
        for (MessageRow row : saved.orElseThrow(() -> MailboxTransactions.notFound(mailboxId))) {
            message.setUid(MessageUid.of(row.uid()));
            message.setModSeq(ModSeq.of(row.modSeq()));
        }
    }

    /** @return the row if it was wanted; empty if there is no such mailbox */
    private static Optional<List<MessageRow>> saveIfWanted(
            Sql sql, long mailbox, NewMessage added, long taken, Predicate<List<MessageRow>> wanted) {
        if (!MailboxTable.lock(sql, mailbox)) {
            return Optional.empty();
        }
        boolean isWanted = wanted.test(MessageTable.withId(sql, added.ids().message(), mailbox));
        if (isWanted) {
            MailboxTable.giveBackUid(sql, mailbox, taken);
        }
        return Optional.of(isWanted ? added.append(sql, mailbox).stream().toList() : List.of());
    }

    @Override
    public void delete(MessageId messageId) {
        units.database().write(sql -> delete(sql, (SqlMessageId) messageId, mailbox -> true));
    }

    @Override
    public void delete(MessageId messageId, Collection<MailboxId> mailboxIds) {
        Set<MailboxId> from = new HashSet<>(mailboxIds);
        units.database().write(sql -> delete(sql, (SqlMessageId) messageId, from::contains));
    }

    @Override
    public void delete(Multimap<MessageId, MailboxId> ids) {
        units.database().write(sql -> {
            ids.asMap().forEach((id, from) -> delete(sql, (SqlMessageId) id, new HashSet<>(from)::contains));
            return true;
        });
    }

    private boolean delete(Sql sql, SqlMessageId id, Predicate<MailboxId> from) {
        MessageTable.withId(sql, id).stream()
                .filter(row -> from.test(new SqlMailboxId(row.mailbox())))
                .forEach(row -> MessageRemoval.remove(
                        sql, bodies, row.mailbox(), List.of(new MessageTable.Uids(row.uid(), row.uid()))));
        return true;
    }

    @Override
    public Mono<Multimap<MailboxId, UpdatedFlags>> setFlags(
            MessageId messageId,
            List<MailboxId> mailboxIds,
            Flags newState,
            MessageManager.FlagsUpdateMode updateMode) {
        FlagsUpdateCalculator calculator = new FlagsUpdateCalculator(newState, updateMode);
        UnaryOperator<FlagColumns> change = before -> FlagColumns.of(calculator.buildNewFlags(before.toFlags()));
        return MailboxTransactions.later(
                () -> units.write(sql -> setFlags(sql, (SqlMessageId) messageId, mailboxIds, change)));
    }

    /** The mailboxes are locked in the order of their ids, so that two of these do not deadlock. */
    private static Multimap<MailboxId, UpdatedFlags> setFlags(
            Sql sql, SqlMessageId id, List<MailboxId> mailboxIds, UnaryOperator<FlagColumns> change) {
        ImmutableListMultimap.Builder<MailboxId, UpdatedFlags> updated = ImmutableListMultimap.builder();
        Stream<Long> mailboxes =
                mailboxIds.stream().map(SqlMailboxId::valueOf).distinct().sorted();
        mailboxes
                .filter(mailbox -> MailboxTable.lock(sql, mailbox))
                .forEach(mailbox -> updated.putAll(
                        new SqlMailboxId(mailbox),
                        FlagUpdate.apply(sql, mailbox, MessageTable.withId(sql, id, mailbox), change)));
        return updated.build();
    }
}
