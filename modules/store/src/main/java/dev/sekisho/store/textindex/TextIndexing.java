// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Indexes the messages that wait for it, some at a time, each time in one unit of work: many together cost a fraction of what they would cost one by
 * one. Any number of nodes and commands may do so at the same time. Safe for all threads.
 */
public final class TextIndexing {
    /** So many bodies are taken together. */
    private static final int AT_ONCE = 256;

    /** A unit of work has about so many grams at most: it takes some hundredths of a second, for which others wait on SQLite. */
    private static final int GRAMS_IN_A_UNIT = 100_000;

    /** If who has taken bodies has not indexed them then, another does; what has failed is tried again then. */
    private static final Duration TAKEN_FOR = Duration.ofMinutes(10);

    private final Database database;
    private final BodyReader reader;
    private final Clock clock;

    /** On an opened database. */
    public TextIndexing(Database database, BodyStore bodies, Clock clock) {
        this.database = database;
        this.reader = new BodyReader(bodies);
        this.clock = clock;
    }

    /** How many messages' bodies wait. */
    public long waiting() {
        return database.readPatiently(BodyIndexTable::countWaiting);
    }

    /**
     * Indexes some.
     *
     * @return whether there may be more
     */
    public boolean some() {
        Instant now = clock.instant();
        List<Long> due = database.dialect() == SqlDialect.SQLITE ? look(now) : take(now);
        try {
            index(due);
        } catch (StoreException e) {
            postpone(due, now, e);
            throw e;
        }
        return due.size() == AT_ONCE;
    }

    /** Those that are due. On one machine hardly ever do two index at the same time: then the second finds it done. */
    private List<Long> look(Instant now) {
        return database.read(sql -> BodyIndexTable.due(sql, now, AT_ONCE));
    }

    /** As {@link #look}, and the other nodes leave them to this one. */
    private List<Long> take(Instant now) {
        return database.read(sql -> BodyIndexTable.isAnyDue(sql, now))
                ? database.write(sql -> BodyIndexTable.take(sql, now, now.plus(TAKEN_FOR), AT_ONCE))
                : List.of();
    }

    /** What one of them has failed with is not to keep all others from being indexed. */
    private void postpone(List<Long> due, Instant now, StoreException cause) {
        try {
            database.write(sql -> BodyIndexTable.postpone(sql, due, now.plus(TAKEN_FOR)));
        } catch (StoreException again) {
            cause.addSuppressed(again);
        }
    }

    private void index(List<Long> due) {
        List<IndexedBody> read = new ArrayList<>();
        int grams = 0;
        for (int from = 0; from < due.size(); from += BodyReader.AT_ONCE) {
            List<Long> some = due.subList(from, Math.min(due.size(), from + BodyReader.AT_ONCE));
            for (IndexedBody indexed : reader.read(some)) {
                if (grams + indexed.grams().length > GRAMS_IN_A_UNIT) {
                    put(read);
                    read = new ArrayList<>();
                    grams = 0;
                }
                grams += indexed.grams().length;
                read.add(indexed);
            }
        }
        put(read);
    }

    private void put(List<IndexedBody> bodies) {
        if (bodies.isEmpty()) {
            return;
        }
        List<IndexedBody> all = List.copyOf(bodies);
        database.write(sql -> {
            all.forEach(body -> BodyIndexTable.put(sql, body));
            return true;
        });
    }

    /**
     * Indexes all that wait; may take hours.
     *
     * @param progress is told how many there are left
     * @return how many there were
     */
    public long all(LongConsumer progress) {
        long waiting = waiting();
        long left = waiting;
        boolean more = left > 0;
        while (more) {
            progress.accept(Math.max(0, left));
            more = some();
            left -= AT_ONCE;
        }
        return waiting;
    }

    /** How many bodies of messages have no row in {@code body_index}, though one comes with the first message of each. */
    public static long countUnknown(Sql sql) {
        return BodyIndexTable.countUnknown(sql);
    }

    /** How many bodies are said to be indexed whose grams are missing. */
    public static long countMissing(Sql sql) {
        return BodyIndexTable.countMissing(sql);
    }

    /** Has those wait that {@link #countUnknown} counts. */
    public void addUnknown() {
        database.writePatiently(BodyIndexTable::addUnknown);
    }

    /** Has those wait that {@link #countMissing} counts. */
    public void takeBackMissing() {
        database.writePatiently(BodyIndexTable::takeBackMissing);
    }

    /** Makes the index anew, as empty: all messages wait. */
    public void begin() {
        database.writePatiently(sql -> {
            BodyIndexTable.empty(sql);
            return true;
        });
    }

    /** Removes what is indexed, if there is anything: nobody asks the index. */
    public void removeAll() {
        if (database.read(BodyIndexTable::isAnyIndexed)) {
            begin();
        }
    }
}
