// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import com.google.common.collect.Lists;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;

/** Copies and moves messages between mailboxes, some hundred in one unit of work. Bodies stay where they are. */
record MessageCopier(MailboxTransactions units, BodyStore bodies, MessageUploader incoming) {

    private static final int MOST = 500;

    /** A message with the place it comes from. */
    private record Moving(long mailbox, MessageTable.Uids place, NewMessage message) {}

    /** Messages whose bodies are no more, because someone else has just removed them, are passed over. */
    List<MessageMetaData> copy(Mailbox to, List<MailboxMessage> originals) throws MailboxException {
        long target = SqlMailboxId.valueOf(to.getMailboxId());
        List<MessageMetaData> copied = new ArrayList<>();
        for (List<MailboxMessage> some : Lists.partition(originals, MOST)) {
            List<NewMessage> messages = new ArrayList<>();
            for (MailboxMessage original : some) {
                messages.add(incoming.copyOf(original));
            }
            Optional<List<MessageRow>> rows = units.write(sql -> appendAll(sql, target, messages));
            rows.orElseThrow(() -> MailboxTransactions.notFound(target)).forEach(row -> copied.add(row.metaData()));
        }
        return copied;
    }

    /**
     * Messages that are no more where they were, because someone else was faster, are passed over.
     *
     * @param originals as this store has read them
     */
    List<MessageMetaData> move(Mailbox to, List<MailboxMessage> originals) throws MailboxException {
        long target = SqlMailboxId.valueOf(to.getMailboxId());
        List<MessageMetaData> moved = new ArrayList<>();
        for (List<MailboxMessage> some : Lists.partition(originals, MOST)) {
            List<Moving> moving = new ArrayList<>();
            for (MailboxMessage original : some) {
                moving.add(new Moving(
                        SqlMailboxId.valueOf(original.getMailboxId()),
                        MessageTable.Uids.of(original.getUid().toRange()),
                        incoming.copyOf(original)));
            }
            Optional<List<MessageRow>> rows = units.write(sql -> moveAll(sql, target, moving));
            rows.orElseThrow(() -> MailboxTransactions.notFound(target)).forEach(row -> moved.add(row.metaData()));
        }
        return moved;
    }

    private static Optional<List<MessageRow>> appendAll(Sql sql, long target, List<NewMessage> messages) {
        if (!MailboxTable.lock(sql, target)) {
            return Optional.empty();
        }
        return Optional.of(messages.stream()
                .filter(message -> message.body().isThere(sql))
                .flatMap(message -> message.append(sql, target).stream())
                .toList());
    }

    /** The mailboxes are locked in the order of their ids, so that two moves in opposite directions do not deadlock. */
    private static Optional<List<MessageRow>> moveAll(Sql sql, long target, List<Moving> moving) {
        List<Long> present = Stream.concat(Stream.of(target), moving.stream().map(Moving::mailbox))
                .distinct()
                .sorted()
                .filter(mailbox -> MailboxTable.lock(sql, mailbox))
                .toList();
        if (!present.contains(target)) {
            return Optional.empty();
        }
        List<NewMessage> taken = moving.stream()
                .filter(each -> !MessageRemoval.take(sql, each.mailbox(), List.of(each.place()))
                        .isEmpty())
                .map(Moving::message)
                .toList();
        return appendAll(sql, target, taken);
    }
}
