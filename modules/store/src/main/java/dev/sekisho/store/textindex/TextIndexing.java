// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
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
    private static final int AT_ONCE = 64;

    /** A unit of work has about so many grams at most: it takes some hundredths of a second, for which others wait on SQLite. */
    private static final int GRAMS_IN_A_UNIT = 50_000;

    /** If who has taken bodies has not indexed them then, another does. */
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
        if (!database.read(sql -> BodyIndexTable.isAnyDue(sql, now))) {
            return false;
        }
        List<Long> taken = database.write(sql -> BodyIndexTable.take(sql, now, now.plus(TAKEN_FOR), AT_ONCE));
        List<IndexedBody> read = new ArrayList<>();
        int grams = 0;
        for (Long body : taken) {
            IndexedBody indexed = reader.read(body);
            if (grams + indexed.grams().length > GRAMS_IN_A_UNIT) {
                put(read);
                read = new ArrayList<>();
                grams = 0;
            }
            grams += indexed.grams().length;
            read.add(indexed);
        }
        put(read);
        return taken.size() == AT_ONCE;
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
