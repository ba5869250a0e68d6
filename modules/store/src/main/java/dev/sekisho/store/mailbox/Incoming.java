// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.body.Upload;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;

/** Makes ready what James hands in: takes its bytes in, unless the store has them. */
record Incoming(Bodies bodies, Clock clock) {

    /** A message with its flags as they are. */
    NewMessage of(MailboxMessage message) throws MailboxException {
        return of(message, FlagColumns.of(message.createFlags()));
    }

    /** A further copy of a message, which is recent where it comes to. */
    NewMessage copyOf(MailboxMessage original) throws MailboxException {
        return of(original, FlagColumns.of(original.createFlags()).recent());
    }

    private NewMessage of(MailboxMessage message, FlagColumns flags) throws MailboxException {
        if (message instanceof StoredMessage stored) {
            return NewMessage.copyOf(stored.row(), flags, clock.millis());
        }
        return new NewMessage(
                flags,
                message.getHeaderOctets(),
                message.getInternalDate().getTime(),
                clock.millis(),
                (SqlMessageId) message.getMessageId(),
                (SqlMessageId) message.getThreadId().getBaseMessageId(),
                upload(message),
                "",
                PropertyText.write(message.getProperties()));
    }

    private NewBody upload(MailboxMessage message) throws MailboxException {
        try (Upload upload = bodies.upload();
                InputStream content = message.getFullContent()) {
            content.transferTo(upload);
            return upload.finish();
        } catch (IOException e) {
            throw new MailboxException("the message could not be taken in", e);
        } catch (StoreException e) {
            throw MailboxUnits.failed(e);
        }
    }
}
