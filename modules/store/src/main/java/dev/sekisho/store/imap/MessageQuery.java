// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.message.summary.SummaryCodec;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of the table {@code messages} that reads pages of rows for IMAP. */
final class MessageQuery {

    private static final String STATE = "m.uid, m.modseq, m.flags, m.keywords";
    private static final String MESSAGE =
            STATE + ", m.arrived, m.saved, m.message_id, m.thread_id, m.body_id, m.prefix, m.octets, m.header_octets";

    private MessageQuery() {}

    static long count(Sql sql, long mailbox, long first, long last) {
        return sql.number(
                "SELECT COUNT(*) FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ?", mailbox, first, last);
    }

    static List<FlagState> states(Sql sql, long mailbox, UidPages pages) {
        return sql.query(
                "SELECT " + STATE + " FROM " + pages.source() + pages.condition(),
                MessageQuery::state,
                pages.parameters(mailbox));
    }

    static List<StoredMessage> messages(Sql sql, long mailbox, UidPages pages) {
        return sql.query(
                "SELECT " + MESSAGE + " FROM " + pages.source() + pages.condition(),
                row -> message(row, Optional.empty()),
                pages.parameters(mailbox));
    }

    static List<StoredMessage> messagesWithSummaries(Sql sql, long mailbox, UidPages pages) {
        return sql.query(
                "SELECT " + MESSAGE + ", s.summary FROM " + pages.source()
                        + " LEFT JOIN message_summaries s ON s.body_id = m.body_id AND s.version = "
                        + SummaryCodec.VERSION
                        + pages.condition(),
                row -> message(row, Optional.ofNullable(row.bytesOrNull(13)).map(StoredSummary::new)),
                pages.parameters(mailbox));
    }

    /** Of a body of several chunks, the first is not read either. */
    static List<MessageWithBody> withBodies(Sql sql, long mailbox, UidPages pages) {
        return sql.query(
                "SELECT " + MESSAGE + ", s.summary, CASE WHEN b.size <= " + MessageWithBody.LARGEST
                        + " THEN b.head END FROM " + pages.source()
                        + " JOIN bodies b ON b.id = m.body_id"
                        + " LEFT JOIN message_summaries s ON s.body_id = m.body_id AND s.version = "
                        + SummaryCodec.VERSION
                        + pages.condition(),
                row -> new MessageWithBody(
                        message(row, Optional.ofNullable(row.bytesOrNull(13)).map(StoredSummary::new)),
                        Optional.ofNullable(row.bytesOrNull(14))),
                pages.parameters(mailbox));
    }

    private static FlagState state(ResultRow row) throws SQLException {
        return new FlagState(row.number(1), row.number(2), flags(row.integer(3), row.text(4)));
    }

    static MessageFlags flags(int bits, String keywords) {
        return keywords.isEmpty()
                ? MessageFlags.system(bits)
                : new MessageFlags(bits, keywords.lines().toList());
    }

    private static StoredMessage message(ResultRow row, Optional<StoredSummary> summary) throws SQLException {
        return new StoredMessage(
                state(row),
                new StoredMessage.Dates(row.instant(5), row.instant(6)),
                new StoredMessage.Ids(uuid(row.bytes(7)), uuid(row.bytes(8))),
                new MessageContent(row.number(9), row.text(10), row.number(11), row.number(12)),
                summary);
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
