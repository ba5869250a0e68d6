// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreFullException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bodies of the store. To keep one: {@link #upload}, write to it, then {@link UnattachedBody#attach} it in the unit of work
 * that inserts the row that refers to it. To read one: {@link #open}. To let go of one: {@link #release}.
 */
public final class BodyStore {

    /** Bytes in every chunk but a body's last; the heap that reading or writing a body costs is a few of these. */
    public static final int CHUNK_BYTES = 128 * 1024;

    /** A body that nobody attached is removed after this: longer than any message takes to arrive. */
    static final Duration UPLOAD_LASTS = Duration.ofHours(24);

    /** The tables with a column {@code body_id}; each has an index on it. */
    public static final List<String> REFERRING =
            List.of("queue_mails", "repository_mails", "messages", "outgoing_messages");

    private static final String IS_REFERRED_TO = REFERRING.stream()
            .map(table -> "EXISTS (SELECT 1 FROM " + table + " WHERE body_id = bodies.id)")
            .collect(Collectors.joining(" OR ", "(", ")"));

    private final Database database;
    private final RecentBodyCache recent = new RecentBodyCache();

    /** On an opened database. */
    public BodyStore(Database database) {
        this.database = database;
    }

    /**
     * Begins a new body.
     *
     * @throws StoreFullException if the free space is below the configured reserve
     */
    public BodyUpload upload() {
        requireSpace(database);
        return new BodyUpload(database);
    }

    static void requireSpace(Database database) {
        if (!database.hasSpace()) {
            throw new StoreFullException("the free disk space is below the reserve", null);
        }
    }

    /**
     * The bytes of a body, read as they are asked for; no connection is held meanwhile. Closing it is not needed.
     *
     * @param id as {@link UnattachedBody#attach} gave it
     */
    public BodyInputStream open(long id) {
        return recent.get(id)
                .map(octets -> open(id, octets.length, octets))
                .orElseGet(() -> new BodyInputStream(database, id));
    }

    /** The bytes of a body that belongs to nothing yet. */
    public InputStream open(UnattachedBody body) {
        return body.open(this);
    }

    /** As {@link #open(long)}, of a body whose size is known before it is complete. */
    BodyInputStream openUnattached(long id, long size) {
        return new BodyInputStream(database, id, size);
    }

    /** As {@link #open(long)}, for who has read the columns {@code size} and {@code head} already. */
    public BodyInputStream open(long id, long size, byte[] head) {
        return new BodyInputStream(database, id, size, head);
    }

    /**
     * The beginnings of several bodies, by one question; those that are no more are left out.
     *
     * @param ids at most so many
     * @param most the same for the same caller, as it is part of the statement
     */
    public List<BodyBeginning> beginnings(List<Long> ids, int most) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Object[] places = new Object[most];
        for (int i = 0; i < most; i++) {
            places[i] = ids.get(Math.min(i, ids.size() - 1));
        }
        return database.read(sql -> sql.query(
                "SELECT id, size, head FROM bodies WHERE size IS NOT NULL AND id IN (?" + ", ?".repeat(most - 1) + ")",
                row -> new BodyBeginning(row.number(1), row.number(2), row.bytes(3)),
                places));
    }

    /**
     * How many bytes a body has.
     *
     * @return empty if there is no such body, or it was not written to its end; one that was removed a moment ago may still be found
     */
    public Optional<Long> size(long id) {
        return recent.get(id)
                .map(octets -> (long) octets.length)
                .or(() -> database.read(sql -> sql.first(
                        "SELECT size FROM bodies WHERE id = ? AND size IS NOT NULL", row -> row.number(1), id)));
    }

    /**
     * To be called when the unit that attached a body has been committed: who reads it soon need not ask the database, if it is small.
     *
     * @param id as {@link UnattachedBody#attach} gave it
     */
    public void remember(long id, UnattachedBody body) {
        if (body instanceof UnattachedBody.Small small) {
            recent.add(id, small.bytes());
        }
    }

    /**
     * To be called in the unit that has removed a row that referred to this body: removes the body if that was the last
     * one. Large bodies are left to {@link #collect}, so that the unit stays short.
     */
    public void release(Sql sql, long id) {
        removeUnlessReferredTo(sql, id, CHUNK_BYTES);
    }

    /**
     * Lets go of a body that was written to its end and may have been attached: if it was not, it is removed at once. Does not block. Not to be
     * called while a unit of work that attaches it may be under way.
     */
    public void discard(UnattachedBody body) {
        if (body instanceof UnattachedBody.Large large) {
            removeAbandoned(database, large.id());
        }
    }

    /** Nobody waits for it: should it fail, the body goes when a day is over. */
    static void removeAbandoned(Database database, long id) {
        var unused = database.submit(sql -> {
            removeUnlessReferredTo(sql, id, Long.MAX_VALUE);
            return true;
        });
    }

    /**
     * Removes some of the bodies that may have become unreferenced. Called again and again in the background; on
     * PostgreSQL any number of nodes may do so.
     *
     * @param most at most this many in one unit of work
     * @return how many were looked at; fewer than {@code most} means that there is nothing more to do now
     */
    public int collect(int most) {
        return database.write(sql -> {
            List<Long> released = sql.query(
                    "SELECT body_id FROM body_releases WHERE not_before <= ? ORDER BY not_before LIMIT ?"
                            + sql.dialect().skipLocked(),
                    row -> row.number(1),
                    Instant.now(),
                    most);
            for (Long id : released) {
                sql.update("DELETE FROM body_releases WHERE body_id = ?", id);
                removeUnlessReferredTo(sql, id, Long.MAX_VALUE);
            }
            return released.size();
        });
    }

    /**
     * Has all bodies looked at by {@link #collect} that nothing refers to. None is left over in ordinary running; a crash
     * in the middle of an upload, or two writers of one repository mail, may leave some. Reads the whole index: for a
     * start, or a check.
     *
     * @return how many there are
     */
    public int findUnreferenced() {
        return database.writePatiently(sql -> sql.update(
                "INSERT INTO body_releases (body_id, not_before) SELECT id, ? FROM bodies WHERE size IS NOT NULL AND NOT "
                        + IS_REFERRED_TO + " ON CONFLICT (body_id) DO NOTHING",
                Instant.now()));
    }

    /**
     * On PostgreSQL the row is locked before it is looked for references: one that another transaction is adding holds a
     * lock on it, and none can be added after. On SQLite nobody else writes meanwhile, and one question says all.
     */
    private static void removeUnlessReferredTo(Sql sql, long id, long largest) {
        if (sql.dialect() == SqlDialect.POSTGRESQL
                && !sql.exists("SELECT 1 FROM bodies WHERE id = ? FOR UPDATE SKIP LOCKED", id)) {
            schedule(sql, id, Instant.now());
            return;
        }
        Optional<Long> unreferred = sql.first(
                "SELECT COALESCE(size, 0) FROM bodies WHERE id = ? AND NOT " + IS_REFERRED_TO,
                row -> row.number(1),
                id);
        if (unreferred.isEmpty()) {
            return;
        }
        if (unreferred.get() > largest) {
            schedule(sql, id, Instant.now());
        } else {
            sql.update("DELETE FROM bodies WHERE id = ?", id);
        }
    }

    /** Has a body looked at later; does nothing if there is no such body. */
    static void schedule(Sql sql, long id, Instant notBefore) {
        sql.update(
                "INSERT INTO body_releases (body_id, not_before) SELECT id, ? FROM bodies WHERE id = ?"
                        + " ON CONFLICT (body_id) DO UPDATE SET not_before = excluded.not_before",
                notBefore,
                id);
    }
}
