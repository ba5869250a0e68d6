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
 * @param place its UID and modification sequence
 * @param flags its flags
 * @param size its octets
 * @param dates when it came
 * @param ids what names it, and its thread
 * @param content where its octets are
 */
public record MessageRow(
        long mailbox, MailboxTable.Place place, FlagColumns flags, Size size, Dates dates, Ids ids, Content content) {

    /**
     * How large a message is.
     *
     * @param octets all of it
     * @param headerOctets of which so many are the header and the empty line behind it
     */
    public record Size(long octets, long headerOctets) {}

    /**
     * When a message came, in milliseconds.
     *
     * @param arrived its internal date
     * @param saved when it came into this mailbox
     */
    public record Dates(long arrived, long saved) {}

    /**
     * What names a message.
     *
     * @param message itself, its copies in other mailboxes included
     * @param thread the thread it belongs to
     */
    public record Ids(SqlMessageId message, SqlMessageId thread) {}

    /**
     * Where the octets of a message are.
     *
     * @param body the row of its body
     * @param prefix header lines that stand before the body
     * @param properties as {@link PropertyJson} writes them; null where they are to be derived from the header
     */
    public record Content(
            long body, String prefix, @Nullable String properties) {}

    /** In the order of {@link #read}. */
    public static final String COLUMNS =
            "mailbox_id, uid, modseq, flags, keywords, octets, header_octets, arrived, saved,"
                    + " message_id, thread_id, body_id, prefix, properties";

    static MessageRow read(ResultRow row) throws SQLException {
        return new MessageRow(
                row.number(1),
                new MailboxTable.Place(row.number(2), row.number(3)),
                new FlagColumns(row.integer(4), row.text(5)),
                new Size(row.number(6), row.number(7)),
                new Dates(row.number(8), row.number(9)),
                new Ids(SqlMessageId.fromBytes(row.bytes(10)), SqlMessageId.fromBytes(row.bytes(11))),
                new Content(row.number(12), row.text(13), row.textOrNull(14)));
    }

    /** Its UID. */
    public long uid() {
        return place.uid();
    }

    /** Its modification sequence (RFC 7162). */
    public long modSeq() {
        return place.modSeq();
    }

    /** The octets of all of it. */
    public long octets() {
        return size.octets();
    }

    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            mailbox,
            place.uid(),
            place.modSeq(),
            flags.bits(),
            flags.keywords(),
            size.octets(),
            size.headerOctets(),
            dates.arrived(),
            dates.saved(),
            SqlMessageId.toBytes(ids.message()),
            SqlMessageId.toBytes(ids.thread()),
            content.body(),
            content.prefix(),
            content.properties()
        };
    }

    /** The same message at another place. */
    public MessageRow at(long otherMailbox, MailboxTable.Place other) {
        return new MessageRow(otherMailbox, other, flags, size, dates, ids, content);
    }

    /** The same message with other flags. */
    public MessageRow withFlags(FlagColumns changed, long changedModSeq) {
        return new MessageRow(
                mailbox, new MailboxTable.Place(place.uid(), changedModSeq), changed, size, dates, ids, content);
    }

    /** All of it, read as it is asked for. */
    public InputStream open(BodyStore bodies) {
        return behind(content.prefix(), bodies.open(content.body()));
    }

    /** Header lines, and the body behind them. */
    public static InputStream behind(String prefix, InputStream body) {
        return prefix.isEmpty()
                ? body
                : new SequenceInputStream(new ByteArrayInputStream(prefix.getBytes(StandardCharsets.UTF_8)), body);
    }

    /** Its metadata for James. */
    public MessageMetaData metaData() {
        return new MessageMetaData(
                MessageUid.of(place.uid()),
                ModSeq.of(place.modSeq()),
                flags.toFlags(),
                size.octets(),
                new Date(dates.arrived()),
                Optional.of(new Date(dates.saved())),
                ids.message(),
                ThreadId.fromBaseMessageId(ids.thread()));
    }
}
