// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.message.StoredMailboxMessage;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.PropertyJson;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;

/** Makes ready what James hands in: takes its bytes in, unless the store has them. */
record MessageUploader(BodyStore bodies, Clock clock) {

    /** A message with its flags as they are. */
    NewMessage of(MailboxMessage message) throws MailboxException {
        return of(message, FlagColumns.of(message.createFlags()));
    }

    /** A further copy of a message, which is recent where it comes to. */
    NewMessage copyOf(MailboxMessage original) throws MailboxException {
        return of(original, FlagColumns.of(original.createFlags()).recent());
    }

    private NewMessage of(MailboxMessage message, FlagColumns flags) throws MailboxException {
        if (message instanceof StoredMailboxMessage stored) {
            return NewMessage.copyOf(stored.row(), flags, clock.millis());
        }
        return new NewMessage(
                flags,
                message.getHeaderOctets(),
                new MessageRow.Dates(message.getInternalDate().getTime(), clock.millis()),
                new MessageRow.Ids((SqlMessageId) message.getMessageId(), (SqlMessageId)
                        message.getThreadId().getBaseMessageId()),
                upload(message),
                "",
                PropertyJson.write(message.getProperties()));
    }

    private UnattachedBody upload(MailboxMessage message) throws MailboxException {
        try (BodyUpload upload = bodies.upload();
                InputStream content = message.getFullContent()) {
            content.transferTo(upload);
            return upload.finish();
        } catch (IOException e) {
            throw new MailboxException("the message could not be taken in", e);
        } catch (StoreException e) {
            throw MailboxTransactions.failed(e);
        }
    }
}
