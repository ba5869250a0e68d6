// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.ResultRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Date;
import java.util.Optional;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands in its row.
 *
 * @param mailbox the row of its mailbox
 * @param octets the size of all of it
 * @param headerOctets of which so many are the header and the empty line behind it
 * @param arrived its internal date, in milliseconds
 * @param saved when it came into this mailbox, in milliseconds
 * @param body the row of its body
 * @param prefix header lines that stand before the body
 * @param properties as {@link PropertyJson} writes them; null where they are to be derived from the header
 */
public record MessageRow(
        long mailbox,
        long uid,
        long modSeq,
        FlagColumns flags,
        long octets,
        long headerOctets,
        long arrived,
        long saved,
        SqlMessageId messageId,
        SqlMessageId threadId,
        long body,
        String prefix,
        @Nullable String properties) {

    /** In the order of {@link #read}. */
    public static final String COLUMNS =
            "mailbox_id, uid, modseq, flags, keywords, octets, header_octets, arrived, saved,"
                    + " message_id, thread_id, body_id, prefix, properties";

    static MessageRow read(ResultRow row) throws SQLException {
        return new MessageRow(
                row.number(1),
                row.number(2),
                row.number(3),
                new FlagColumns(row.integer(4), row.text(5)),
                row.number(6),
                row.number(7),
                row.number(8),
                row.number(9),
                SqlMessageId.fromBytes(row.bytes(10)),
                SqlMessageId.fromBytes(row.bytes(11)),
                row.number(12),
                row.text(13),
                row.textOrNull(14));
    }

    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            mailbox,
            uid,
            modSeq,
            flags.bits(),
            flags.keywords(),
            octets,
            headerOctets,
            arrived,
            saved,
            SqlMessageId.toBytes(messageId),
            SqlMessageId.toBytes(threadId),
            body,
            prefix,
            properties
        };
    }

    /** The same message at another place. */
    public MessageRow at(long otherMailbox, MailboxTable.Place place) {
        return new MessageRow(
                otherMailbox,
                place.uid(),
                place.modSeq(),
                flags,
                octets,
                headerOctets,
                arrived,
                saved,
                messageId,
                threadId,
                body,
                prefix,
                properties);
    }

    public MessageRow withFlags(FlagColumns changed, long changedModSeq) {
        return new MessageRow(
                mailbox,
                uid,
                changedModSeq,
                changed,
                octets,
                headerOctets,
                arrived,
                saved,
                messageId,
                threadId,
                body,
                prefix,
                properties);
    }

    /** All of it, read as it is asked for. */
    public InputStream open(BodyStore bodies) {
        return behind(prefix, bodies.open(body));
    }

    public static InputStream behind(String prefix, InputStream body) {
        return prefix.isEmpty()
                ? body
                : new SequenceInputStream(new ByteArrayInputStream(prefix.getBytes(StandardCharsets.UTF_8)), body);
    }

    public MessageMetaData metaData() {
        return new MessageMetaData(
                MessageUid.of(uid),
                ModSeq.of(modSeq),
                flags.toFlags(),
                octets,
                new Date(arrived),
                Optional.of(new Date(saved)),
                messageId,
                ThreadId.fromBaseMessageId(threadId));
    }
}
