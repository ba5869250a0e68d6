// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.message;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.PropertyJson;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mailbox.store.mail.model.impl.SimpleMailboxMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message that the store has. Whatever it was fetched for, it holds no more than its row: the body is read when, and as
 * far as, somebody reads it. For one thread.
 */
public final class StoredMailboxMessage extends SimpleMailboxMessage {

    private static final Properties NOT_YET = new PropertyBuilder().build();

    private final MessageRow row;
    private final BodyStore bodies;
    private @Nullable Properties properties;

    private StoredMailboxMessage(MessageRow row, BodyStore bodies) {
        super(
                row.ids().message(),
                ThreadId.fromBaseMessageId(row.ids().thread()),
                new Date(row.dates().arrived()),
                row.octets(),
                Math.toIntExact(row.size().headerOctets()),
                new Body(bodies, row),
                row.flags().toFlags(),
                NOT_YET,
                new SqlMailboxId(row.mailbox()),
                List.of(),
                Optional.of(new Date(row.dates().saved())));
        this.row = row;
        this.bodies = bodies;
    }

    public static StoredMailboxMessage of(MessageRow row, BodyStore bodies) {
        StoredMailboxMessage message = new StoredMailboxMessage(row, bodies);
        message.setUid(MessageUid.of(row.uid()));
        message.setModSeq(ModSeq.of(row.modSeq()));
        return message;
    }

    /** As it was read. */
    public MessageRow row() {
        return row;
    }

    /** The same message as it would stand in another mailbox, with the same body. */
    @Override
    public MailboxMessage copy(Mailbox mailbox) {
        long other = SqlMailboxId.valueOf(mailbox.getMailboxId());
        StoredMailboxMessage copy = of(row.at(other, new MailboxTable.Place(row.uid(), row.modSeq())), bodies);
        copy.setFlags(createFlags());
        return copy;
    }

    @Override
    public Properties getProperties() {
        if (properties == null) {
            String kept = row.content().properties();
            properties = kept == null ? derived() : PropertyJson.read(kept);
        }
        return properties;
    }

    private Properties derived() {
        try (InputStream content = row.open(bodies)) {
            return MimeHeaderProperties.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getMediaType() {
        return getProperties().getMediaType();
    }

    @Override
    public String getSubType() {
        return getProperties().getSubType();
    }

    @Override
    public @Nullable Long getTextualLineCount() {
        return getProperties().getTextualLineCount();
    }

    /** A body that is opened anew by each who reads it. */
    private record Body(BodyStore bodies, MessageRow row) implements Content {
        @Override
        public InputStream getInputStream() {
            return row.open(bodies);
        }

        @Override
        public long size() {
            return row.octets();
        }
    }
}
