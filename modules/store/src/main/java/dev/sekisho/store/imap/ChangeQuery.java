// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SQL that reads the state of a mailbox and what belongs to it in one statement, so that all of it is of one moment on each engine.
 */
final class ChangeQuery {

    private static final int STATE = 0;
    private static final int MESSAGE = 1;
    private static final int GONE = 2;

    private static final String STATE_ROW = "SELECT " + STATE
            + " AS kind, last_uid AS a, modseq AS b, messages AS c, expunged_from AS d, '' AS t FROM mailboxes WHERE id = ? AND "
            + MailboxTable.IS_THERE;
    private static final String GONE_ROWS = " UNION ALL SELECT " + GONE
            + ", first_uid, last_uid, 0, 0, '' FROM expunged WHERE mailbox_id = ? AND modseq > ?";
    private static final String CHANGED_ROWS = " UNION ALL SELECT * FROM (SELECT " + MESSAGE
            + ", uid, modseq, flags, 0, keywords FROM messages WHERE mailbox_id = ? AND modseq > ? LIMIT ?) AS changed";

    private ChangeQuery() {}

    /** One row of the answer. */
    private record Line(int kind, long a, long b, long c, long d, String text) {
        static Line read(ResultRow row) throws SQLException {
            return new Line(row.integer(1), row.number(2), row.number(3), row.number(4), row.number(5), row.text(6));
        }

        FlagState flagState() {
            return new FlagState(a, b, MessageQuery.flags(Math.toIntExact(c), text));
        }
    }

    /**
     * What a mailbox is at.
     *
     * @param expungedFrom the modification sequence from which on expunges are known
     */
    record State(long uidNext, long modSeq, long messages, long expungedFrom) {
        private static State of(Line line) {
            return new State(line.a() + 1, MailboxStateQuery.modSeq(line.b()), line.c(), line.d());
        }
    }

    /**
     * What a mailbox is at, and what has changed.
     *
     * @param changed more than were asked for means that not all are there
     */
    record Changes(State state, List<FlagState> changed, UidSet gone) {}

    /** What a mailbox is at, the UIDs of messages, and what was expunged. */
    record Uids(State state, UidSet present, UidSet gone) {}

    /** What has changed after a modification sequence. @param most so many messages, and one more, are told at most */
    static Optional<Changes> changes(Sql sql, long mailbox, long modSeq, int most) {
        List<FlagState> changed = new ArrayList<>();
        Collector found = new Collector(line -> changed.add(line.flagState()));
        sql.forEach(
                STATE_ROW + CHANGED_ROWS + GONE_ROWS,
                Line::read,
                found::add,
                mailbox,
                mailbox,
                modSeq,
                most + 1,
                mailbox,
                modSeq);
        return found.state.map(state -> new Changes(state, changed, found.gone.toSet()));
    }

    /** The messages that have changed after a modification sequence, 0 for all, and all expunges after it or another. */
    static Optional<Uids> uids(Sql sql, long mailbox, long changedAfter, long expungedAfter) {
        UidCollector present = new UidCollector();
        Collector found = new Collector(line -> present.add(line.a(), line.b()));
        String messages = sql.dialect() == SqlDialect.POSTGRESQL ? islands() : eachUid();
        sql.forEach(
                STATE_ROW + " UNION ALL " + messages + GONE_ROWS,
                Line::read,
                found::add,
                mailbox,
                mailbox,
                changedAfter,
                mailbox,
                expungedAfter);
        return found.state.map(state -> new Uids(state, present.toSet(), found.gone.toSet()));
    }

    private static String eachUid() {
        return "SELECT " + MESSAGE + ", uid, uid, 0, 0, '' FROM messages WHERE mailbox_id = ? AND modseq > ?";
    }

    /** Rows travel, and are kept by the driver: a row for each run of UIDs. */
    private static String islands() {
        return "SELECT " + MESSAGE
                + ", MIN(uid), MAX(uid), 0, 0, '' FROM (SELECT uid, uid - ROW_NUMBER() OVER (ORDER BY uid)"
                + " AS island FROM messages WHERE mailbox_id = ? AND modseq > ?) AS runs GROUP BY island";
    }

    /** Sorts the rows of an answer. */
    private static final class Collector {
        private final Consumer<Line> messages;
        private final UidCollector gone = new UidCollector();
        private Optional<State> state = Optional.empty();

        Collector(Consumer<Line> messages) {
            this.messages = messages;
        }

        void add(Line line) {
            switch (line.kind()) {
                case STATE -> state = Optional.of(State.of(line));
                case GONE -> gone.add(line.a(), line.b());
                default -> messages.accept(line);
            }
        }
    }
}
