// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body that was written to its end and belongs to nothing yet. */
public sealed interface UnattachedBody {

    /** How many bytes it has. */
    long size();

    /**
     * Makes it last, in the same unit that inserts the row that refers to it.
     *
     * @return the body's id, for that row
     * @throws StoreException if it was removed meanwhile because it waited for longer than a day
     */
    long attach(Sql sql);

    /** Its bytes, read as they are asked for. */
    InputStream open(BodyStore bodies);

    /** Whether it can be attached in this unit; false only for one that somebody else has removed. */
    default boolean isThere(Sql sql) {
        return true;
    }

    /** One chunk or less: it is inserted with the row, so that a small message costs one unit of work. */
    final class Small implements UnattachedBody {
        private final byte[] bytes;

        Small(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(BodyStore bodies) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long attach(Sql sql) {
            return sql.insert("INSERT INTO bodies (size, head) VALUES (?, ?) RETURNING id", (long) bytes.length, bytes);
        }
    }

    /** Its chunks are in the database already; only its being complete is not. */
    record Large(long id, long size) implements UnattachedBody {
        @Override
        public InputStream open(BodyStore bodies) {
            return bodies.openUnattached(id, size);
        }

        @Override
        public long attach(Sql sql) {
            if (sql.update("UPDATE bodies SET size = ? WHERE id = ? AND size IS NULL", size, id) != 1) {
                throw new StoreException("body " + id + " was removed before it was attached", null);
            }
            sql.update("DELETE FROM body_releases WHERE body_id = ?", id);
            return id;
        }
    }

    /** One that the store has already: another row is to refer to it too. */
    record Known(long id, long size) implements UnattachedBody {
        @Override
        public InputStream open(BodyStore bodies) {
            return bodies.open(id);
        }

        @Override
        public long attach(Sql sql) {
            if (!isThere(sql)) {
                throw new StoreException("body " + id + " no longer exists", null);
            }
            return id;
        }

        /** On PostgreSQL it stays there then until the unit ends: the lock is the one that a reference to it takes. */
        @Override
        public boolean isThere(Sql sql) {
            String lock = sql.dialect() == SqlDialect.POSTGRESQL ? " FOR KEY SHARE" : "";
            return sql.exists("SELECT 1 FROM bodies WHERE id = ?" + lock, id);
        }
    }
}
