// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

/**
 * A unit of work: all of its statements take effect, or none does.
 *
 * <p>It may be run more than once before its result is given back (a group that could not be committed is tried again
 * unit by unit; PostgreSQL asks for a repetition after a deadlock), so it must do nothing but speak SQL: no reading of a
 * stream, no call to a peer, no completing of a future. On SQLite all writing units run on one thread: be short.
 *
 * @param <T> what it yields; use {@code Void} or a count where there is no result
 */
@FunctionalInterface
public interface UnitOfWork<T> {

    /**
     * Does the work.
     *
     * @param sql speaks within the unit's transaction; of no use afterwards
     * @throws StoreException to have the unit undone
     */
    T run(Sql sql);
}
