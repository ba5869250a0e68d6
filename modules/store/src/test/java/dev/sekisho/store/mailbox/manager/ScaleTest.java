// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.mapper.SqlMessageMapper;
import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.maildrop.SqlMaildrop;
import dev.sekisho.store.maildrop.SqlMaildrops;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must not grow with the mailbox. */
class ScaleTest {

    private static final Username ANNA = Username.of("anna@example.org");
    private static final int MANY = 100_000;
    private static final int FILLED_AT_ONCE = 50_000;

    private static final String NUMBERS =
            "WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)";

    /** Copies the first message of the first mailbox until there are so many. */
    private static void fill(Database database, int messages) {
        database.write(sql -> {
            sql.update(
                    NUMBERS + " INSERT INTO messages (" + MessageRow.COLUMNS + ") SELECT mailbox_id, n, modseq, flags,"
                            + " keywords, octets, header_octets, arrived, saved, message_id, thread_id, body_id, prefix,"
                            + " properties FROM messages, numbers WHERE uid = 1",
                    messages);
            return MailboxTable.reserve(sql, 1, new MailboxTotals(messages - 1, messages - 1, 2L * (messages - 1)));
        });
    }

    private static void deliver(Database database, int messages) {
        LocalDelivery delivery = new LocalDelivery(
                database, new SqlMessageId.Factory(Clock.systemUTC()), new QuietBus().bus(), Clock.systemUTC());
        for (int i = 0; i < messages; i++) {
            delivery.deliver(List.of(new LocalDelivery.Recipient(ANNA, "")), SmallBody.in(database), 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMaildropOf100000MessagesOpensWhole(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMaildrops maildrops = new SqlMaildrops(database, new BodyStore(database), new QuietBus().bus())) {
            deliver(database, 1);
            fill(database, MANY);
            long best = IntStream.range(0, 7)
                    .mapToLong(i -> nanosToOpen(maildrops))
                    .min()
                    .orElseThrow();
            System.out.printf("%s: maildrop of %d messages opened in %d ms%n", engine, MANY, best / 1_000_000);
            if (Boolean.getBoolean("sekisho.long")) {
                assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(300));
            }
        }
    }

    private static long nanosToOpen(SqlMaildrops maildrops) {
        long started = System.nanoTime();
        try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
            assertThat(maildrop.messages()).hasSize(MANY);
        }
        return System.nanoTime() - started;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void goingThroughAMailboxFindsEveryMessageOncePageByPage(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            deliver(database, 1);
            fill(database, 2_500);
            SqlMessageMapper mapper = new SqlMessageMapper(database, new BodyStore(database), Clock.systemUTC());
            Mailbox inbox = database.read(sql -> MailboxLookup.byPath(sql, MailboxPath.inbox(ANNA)))
                    .orElseThrow();
            List<Long> uids = mapper.findInMailboxReactive(inbox, MessageRange.all(), FetchType.FULL, -1)
                    .map(message -> message.getUid().asLong())
                    .collectList()
                    .block();
            assertThat(uids).hasSize(2_500).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Counted in rows, by the engine itself: time would tell of the machine's other work. */
    @Test
    void anAppendToAMailboxOf10000MessagesTouchesNoMoreRowsThanToAnEmptyOne() {
        try (Engine.Place one = Engine.POSTGRESQL.place();
                Engine.Place other = Engine.POSTGRESQL.place()) {
            double toFew = rowsOfAnAppend(one, 1);
            double toMany = rowsOfAnAppend(other, 10_000);
            System.out.printf(
                    "rows touched by an append: %.1f to a small mailbox, %.1f to one of 10,000%n", toFew, toMany);
            assertThat(toMany).isLessThan(toFew * 1.5);
        }
    }

    /** Only where nothing else is under way: what an append touches is counted above, on any machine. */
    @EnabledIfSystemProperty(named = "sekisho.long", matches = "true")
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAppendTakesAsLongInALargeStoreAsInASmallOne(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            deliver(database, 1);
            medianOfAnAppend(database);
            double few = medianOfAnAppend(database);
            int filled = 1_000;
            for (int size : new int[] {10_000, 1_000_000}) {
                fillFurther(database, filled, size);
                filled = size + 1_000;
                double many = medianOfAnAppend(database);
                System.out.printf(
                        "%s: an append takes %.0f us in a small store, %.0f us behind %d messages: %.2f times%n",
                        engine, few, many, size, many / few);
                assertThat(many).isLessThan(few * 1.5);
            }
        }
    }

    private static double medianOfAnAppend(Database database) {
        long[] nanos = IntStream.range(0, 400)
                .mapToLong(i -> {
                    long started = System.nanoTime();
                    deliver(database, 1);
                    return System.nanoTime() - started;
                })
                .sorted()
                .toArray();
        return nanos[nanos.length / 2] / 1e3;
    }

    /** As {@link #fill}, of a mailbox that has fewer than {@code from}. */
    private static void fillFurther(Database database, int from, int to) {
        for (int start = from; start < to; start += FILLED_AT_ONCE) {
            int first = start;
            int last = Math.min(to, start + FILLED_AT_ONCE);
            database.write(sql -> {
                sql.update(
                        "WITH RECURSIVE numbers (n) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT n + 1 FROM numbers"
                                + " WHERE n < ?) INSERT INTO messages (" + MessageRow.COLUMNS
                                + ") SELECT mailbox_id, n,"
                                + " modseq, flags, keywords, octets, header_octets, arrived, saved, message_id,"
                                + " thread_id, body_id, prefix, properties FROM messages, numbers WHERE uid = 1",
                        first + 1,
                        last);
                int added = last - first;
                return sql.update(
                        "UPDATE mailboxes SET last_uid = ?, messages = messages + ?, unseen = unseen + ?,"
                                + " octets = octets + ? WHERE id = 1",
                        last,
                        added,
                        added,
                        2L * added);
            });
        }
    }

    private static double rowsOfAnAppend(Engine.Place place, int filledTo) {
        int appends = 40;
        try (Database database = DatabaseOpener.open(place.settings())) {
            deliver(database, 1);
            if (filledTo > 1) {
                fill(database, filledTo);
            }
        }
        long before = rowsSoFar(place);
        try (Database database = DatabaseOpener.open(place.settings())) {
            deliver(database, appends);
        }
        return (rowsSoFar(place) - before) / (double) appends;
    }

    /** A connection that was closed has handed its counts in. */
    private static long rowsSoFar(Engine.Place place) {
        try (Database database = DatabaseOpener.open(place.settings())) {
            return database.read(sql -> sql.number(
                    "SELECT COALESCE(SUM(seq_tup_read + COALESCE(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del), 0)"
                            + " FROM pg_stat_user_tables WHERE schemaname = current_schema()"
                            + " AND relname <> 'schema_history'"));
        }
    }
}
