// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.worker;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection waits for while it reads nothing: work of a worker, or that its client takes what was written. Confined to its event
 * loop.
 */
public final class PendingWork {
    private final LongSupplier nanoTime;
    private @Nullable WorkerTask task;
    private @Nullable Runnable onWritable;

    public PendingWork(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True while something is waited for. */
    public boolean waiting() {
        return task != null;
    }

    /** True while it is the client that is waited for. */
    public boolean waitsForClient() {
        return onWritable != null;
    }

    /** Begins to wait for work. */
    public WorkerTask begin() {
        WorkerTask begun = new WorkerTask(nanoTime);
        task = begun;
        return begun;
    }

    /** Begins to wait until the client takes what was written. */
    public void beginWritable(Runnable action) {
        begin();
        onWritable = action;
    }

    /** Gives up on what could not be begun. */
    public void giveUp() {
        task = null;
    }

    /** What was waited for is there. False if it was given up before, or comes a second time. */
    public boolean finish(WorkerTask done) {
        if (task != done) {
            return false;
        }
        task = null;
        return true;
    }

    /** Ends the wait for the client; what follows it, or null if it was not waited for. */
    @Nullable
    public Runnable finishWritable() {
        Runnable action = onWritable;
        if (action == null || task == null) {
            return null;
        }
        onWritable = null;
        task = null;
        return action;
    }

    /** The client is gone: it is waited for no longer; a worker is. */
    public void forgetClient() {
        if (onWritable != null) {
            onWritable = null;
            task = null;
        }
    }

    /** The work that has taken longer than anything may; null if there is none. */
    @Nullable
    public WorkerTask overdue() {
        WorkerTask current = task;
        return current != null && current.overdue() ? current : null;
    }
}
