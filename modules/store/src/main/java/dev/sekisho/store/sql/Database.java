// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The opened database, its schema of this version. Safe for use by any number of threads.
 *
 * <p>Once {@link #write} has returned, or the future of {@link #submit} has been completed with a value, the unit is on
 * disk: it survives a kill of the process and a power cut.
 */
public interface Database extends AutoCloseable {

    /** Which engine this is. */
    SqlDialect dialect();

    /**
     * Runs a unit that only reads. On SQLite all its statements see one state; on PostgreSQL each statement sees the
     * state that is committed when it starts.
     *
     * @throws StoreException if the database fails
     */
    <T> T read(UnitOfWork<T> work);

    /**
     * Runs a unit that writes, and returns when it is durable. On SQLite units of concurrent callers share a commit.
     *
     * @throws StoreFullException if there is no space; the unit has had no effect
     * @throws StoreUnavailableException if the database cannot be reached or is locked for longer than configured
     * @throws StoreException if the database fails; the unit has had no effect, or, where the connection was lost during
     *     the commit itself, may have had all of it
     */
    <T> T write(UnitOfWork<T> work);

    /** As {@link #read}, for what may take minutes: however late an answer of a PostgreSQL server comes, it is waited for. */
    default <T> T readPatiently(UnitOfWork<T> work) {
        return read(work);
    }

    /**
     * As {@link #write}, for what may take minutes: however late an answer of a PostgreSQL server comes, it is waited for, and so are rows that
     * others have locked. Others may wait for this unit as long.
     */
    default <T> T writePatiently(UnitOfWork<T> work) {
        return write(work);
    }

    /** Removes what the engine has kept for itself and needs no longer. Blocks. */
    default void tidy() {}

    /**
     * As {@link #write}, without waiting. The future's dependants must not block: on SQLite they run on the thread that
     * all writers wait for, unless they are given an executor of their own.
     */
    <T> CompletableFuture<T> submit(UnitOfWork<T> work);

    /** Tells what units of this process have changed. */
    CommitTopics commits();

    /** Notifies other nodes of changes, and is notified by them. */
    StoreNotifications notifications();

    /**
     * Whether bodies may be taken in now: false while the free space is below the configured reserve.
     * PostgreSQL, whose disk may be another machine's, always says true.
     */
    boolean hasSpace();

    /**
     * Reads all of the database and reports what is damaged; may take minutes.
     *
     * @return one line for each fault; empty when there is none
     */
    List<String> check();

    /** Finishes the units that were handed in, then closes all connections. */
    @Override
    void close();
}
