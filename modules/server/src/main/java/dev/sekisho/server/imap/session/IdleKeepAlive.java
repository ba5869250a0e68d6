// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import java.time.Duration;

/**
 * Tells a client in IDLE every {@link #INTERVAL} or two that the server is there, so that what is between them does not forget the connection,
 * and a connection that is gone is seen. One timer a connection, however often its client begins IDLE. Confined to a connection's event loop.
 */
public final class IdleKeepAlive {
    /** Between two responses; an IDLE that has just begun waits for up to twice as long. */
    static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Timer timer;
    private final Runnable tell;
    private boolean idle;
    private boolean begunSince;
    private boolean scheduled;

    /** Runs something after some time. */
    interface Timer {
        void schedule(Duration wait, Runnable step);
    }

    IdleKeepAlive(Timer timer, Runnable tell) {
        this.timer = timer;
        this.tell = tell;
    }

    /** IDLE begins. */
    public void begin() {
        idle = true;
        begunSince = scheduled;
        if (!scheduled) {
            schedule();
        }
    }

    /** IDLE ends. */
    public void end() {
        idle = false;
    }

    private void schedule() {
        scheduled = true;
        timer.schedule(INTERVAL, this::due);
    }

    private void due() {
        scheduled = false;
        if (!idle) {
            return;
        }
        if (!begunSince) {
            tell.run();
        }
        begunSince = false;
        schedule();
    }
}
