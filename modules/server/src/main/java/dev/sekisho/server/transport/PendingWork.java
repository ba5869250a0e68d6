// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection waits for while it reads nothing: work of a worker, or that its client takes what was written. Confined to its event
 * loop.
 */
final class PendingWork {
    private final LongSupplier nanoTime;
    private @Nullable WorkerTask task;
    private @Nullable Runnable onWritable;

    PendingWork(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True while something is waited for. */
    boolean waiting() {
        return task != null;
    }

    /** True while it is the client that is waited for. */
    boolean waitsForClient() {
        return onWritable != null;
    }

    /** Begins to wait for work. */
    WorkerTask begin() {
        WorkerTask begun = new WorkerTask(nanoTime);
        task = begun;
        return begun;
    }

    /** Begins to wait until the client takes what was written. */
    void beginWritable(Runnable action) {
        begin();
        onWritable = action;
    }

    /** Gives up on what could not be begun. */
    void giveUp() {
        task = null;
    }

    /** What was waited for is there. False if it was given up before, or comes a second time. */
    boolean finish(WorkerTask done) {
        if (task != done) {
            return false;
        }
        task = null;
        return true;
    }

    /** Ends the wait for the client; what follows it, or null if it was not waited for. */
    @Nullable
    Runnable finishWritable() {
        Runnable action = onWritable;
        if (action == null || task == null) {
            return null;
        }
        onWritable = null;
        task = null;
        return action;
    }

    /** The client is gone: it is waited for no longer; a worker is. */
    void forgetClient() {
        if (onWritable != null) {
            onWritable = null;
            task = null;
        }
    }

    /** The work that has taken longer than anything may; null if there is none. */
    @Nullable
    WorkerTask overdue() {
        WorkerTask current = task;
        return current != null && current.overdue() ? current : null;
    }
}
