// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.store.imap.MailboxListener;
import java.util.concurrent.atomic.AtomicLong;

/** Hears of a mailbox's changes and remembers how far they go. Told by any thread, which it does not hold up; asked by any. */
final class ChangeSignal implements MailboxListener {
    private final AtomicLong heard = new AtomicLong();
    private final Runnable wake;
    private volatile boolean removed;

    /**
     * @param wake called whenever there is news; does not block
     */
    ChangeSignal(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void changed(long modSeq) {
        heard.accumulateAndGet(modSeq, Math::max);
        wake.run();
    }

    @Override
    public void removed() {
        removed = true;
        wake.run();
    }

    /** The highest modification sequence that was told of. */
    long heard() {
        return heard.get();
    }

    /** True once the mailbox is no more. */
    boolean isRemoved() {
        return removed;
    }
}
