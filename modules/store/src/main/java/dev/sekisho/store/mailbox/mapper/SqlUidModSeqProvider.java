// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;

/**
 * Gives out UIDs and modification sequences one at a time, to those who bring them along. Appending, copying and moving do
 * without: they get theirs in the unit that inserts the message.
 */
final class SqlUidModSeqProvider implements UidProvider, ModSeqProvider {

    private final MailboxTransactions units;

    SqlUidModSeqProvider(Database database) {
        this.units = new MailboxTransactions(database);
    }

    @Override
    public MessageUid nextUid(Mailbox mailbox) throws MailboxException {
        return nextUid(mailbox.getMailboxId());
    }

    @Override
    public MessageUid nextUid(MailboxId mailboxId) throws MailboxException {
        return MessageUid.of(next(mailboxId, MailboxTable::nextUid));
    }

    @Override
    public Optional<MessageUid> lastUid(Mailbox mailbox) throws MailboxException {
        return last(mailbox.getMailboxId()).filter(place -> place.uid() > 0).map(place -> MessageUid.of(place.uid()));
    }

    @Override
    public ModSeq nextModSeq(Mailbox mailbox) throws MailboxException {
        return nextModSeq(mailbox.getMailboxId());
    }

    @Override
    public ModSeq nextModSeq(MailboxId mailboxId) throws MailboxException {
        return ModSeq.of(next(mailboxId, MailboxTable::nextModSeq));
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return highestModSeq(mailbox.getMailboxId());
    }

    @Override
    public ModSeq highestModSeq(MailboxId mailboxId) throws MailboxException {
        return last(mailboxId).map(place -> ModSeq.of(place.modSeq())).orElse(ModSeq.first());
    }

    private Optional<MailboxTable.Place> last(MailboxId mailboxId) throws MailboxException {
        return units.read(sql -> MailboxTable.last(sql, SqlMailboxId.valueOf(mailboxId)));
    }

    private long next(MailboxId mailboxId, BiFunction<Sql, Long, Optional<Long>> next) throws MailboxException {
        Optional<Long> number = units.write(sql -> next.apply(sql, SqlMailboxId.valueOf(mailboxId)));
        return number.orElseThrow(() -> MailboxTransactions.notFound(mailboxId));
    }
}
