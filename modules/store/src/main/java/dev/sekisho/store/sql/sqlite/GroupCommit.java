// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.CommitTopics;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.sql.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes to SQLite. While it waits for the disk, further units gather; it then runs all of them
 * within one transaction, each within a savepoint of its own, and pays for one commit.
 */
final class GroupCommit {

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupCommit.class);

    /** So many units share a commit at most; bounds what a failed commit has to repeat. */
    private static final int LARGEST_GROUP = 256;

    private final SqliteWriter connection;
    private final CommitTopics commits;
    private final BlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    GroupCommit(SqliteWriter connection, CommitTopics commits, String name) {
        this.connection = connection;
        this.commits = commits;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    <T> CompletableFuture<T> submit(UnitOfWork<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a unit of work must not wait for another one");
        }
        Unit<T> unit = new Unit<>(work);
        synchronized (this) {
            if (closed) {
                throw new StoreUnavailableException("the store is closed", null);
            }
            waiting.add(unit);
        }
        return unit.future;
    }

    /** Commits what was handed in, then ends the thread. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(Unit.last());
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Unit<?>> group = new ArrayList<>(LARGEST_GROUP);
        boolean more = true;
        while (more) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                LOGGER.warn("the store's writer thread was interrupted; it goes on", e);
                continue;
            }
            waiting.drainTo(group, LARGEST_GROUP - 1);
            more = !group.removeIf(Unit::isLast);
            commit(group);
        }
    }

    private void commit(List<Unit<?>> group) {
        if (group.size() <= 1) {
            group.forEach(this::commitAlone);
            return;
        }
        try {
            connection.begin();
            for (Unit<?> unit : group) {
                unit.runWithin(connection);
            }
            connection.commit();
            group.forEach(unit -> unit.publish(commits));
        } catch (StoreFullException e) {
            connection.rollback();
            TransientFailureLog.ofProcess()
                    .tell(
                            LOGGER,
                            e,
                            () -> "A group of " + group.size() + " units found no space; trying them one by one");
            group.forEach(this::commitAlone);
        } catch (Throwable e) {
            connection.rollback();
            group.forEach(unit -> unit.fail(e));
        }
    }

    private void commitAlone(Unit<?> unit) {
        try {
            connection.begin();
            unit.runAlone(connection);
            connection.commit();
            unit.publish(commits);
        } catch (Throwable e) {
            connection.rollback();
            unit.fail(e);
        }
    }

    /** A unit with the future its caller waits for. Touched by the writer's thread alone, but for the future. */
    private static final class Unit<T> {

        private final @Nullable UnitOfWork<T> work;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable Throwable failure;
        private Map<String, Long> announced = Map.of();

        Unit(@Nullable UnitOfWork<T> work) {
            this.work = work;
        }

        static Unit<Void> last() {
            return new Unit<>(null);
        }

        boolean isLast() {
            return work == null;
        }

        void runAlone(SqliteWriter connection) {
            if (work != null) {
                Sql sql = connection.sql().forNextUnit();
                value = work.run(sql);
                announced = sql.announced();
            }
        }

        /**
         * Runs within the group's transaction.
         *
         * @throws StoreException if the transaction as a whole is lost, not if the unit alone failed
         */
        void runWithin(SqliteWriter connection) {
            connection.savepoint();
            try {
                runAlone(connection);
                connection.release();
            } catch (Throwable e) {
                connection.rollbackToSavepoint(e);
                failure = e;
            }
        }

        void publish(CommitTopics commits) {
            if (failure == null) {
                commits.tell(announced);
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }

        void fail(Throwable e) {
            future.completeExceptionally(e);
        }
    }
}
