// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.store.imap.MailboxListener;
import dev.sekisho.store.imap.MailboxStatus;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A mailbox of whose messages a client hears, and what it was told last. Told by any thread of changes; asked by one worker at a time. */
final class WatchedMailbox implements MailboxListener {
    private final Runnable wake;
    private final boolean flags;
    private final AtomicBoolean changed = new AtomicBoolean();
    private @Nullable MailboxStatus last;

    /**
     * @param flags whether changes of flags are told too
     * @param wake called whenever there is news; does not block
     */
    WatchedMailbox(boolean flags, Runnable wake) {
        this.flags = flags;
        this.wake = wake;
    }

    @Override
    public void changed(long modSeq) {
        changed.set(true);
        wake.run();
    }

    @Override
    public void removed() {
        // Whether the client hears of it is a matter of the list of mailboxes.
    }

    /** True once after each change. */
    boolean takeChanged() {
        return changed.getAndSet(false);
    }

    /** The state that the client knows from now on, told or not. */
    void knows(MailboxStatus status) {
        last = status;
    }

    /** What STATUS tells at the beginning (RFC 5465 3.1). */
    Set<StatusItem> atFirst() {
        Set<StatusItem> items = EnumSet.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY);
        if (flags) {
            items.add(StatusItem.HIGHESTMODSEQ);
        }
        return items;
    }

    /**
     * What STATUS tells of a change; nothing if the client is not to hear of it (RFC 5465 5.1 to 5.3).
     *
     * @param modSeqs whether the client has asked for modification sequences
     */
    Set<StatusItem> news(MailboxStatus status, boolean modSeqs) {
        MailboxStatus before = last;
        Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
        if (before == null || status.highestModSeq() <= before.highestModSeq()) {
            return items;
        }
        boolean messages = status.uidNext() != before.uidNext()
                || status.counts().messages() != before.counts().messages();
        boolean unseen = status.counts().unseen() != before.counts().unseen();
        if (messages) {
            items.addAll(Set.of(StatusItem.UIDNEXT, StatusItem.MESSAGES));
        }
        if (flags && unseen) {
            items.add(StatusItem.UNSEEN);
        }
        if (flags && (unseen || modSeqs)) {
            items.add(StatusItem.UIDVALIDITY);
        }
        if (modSeqs && (messages || flags)) {
            items.add(StatusItem.HIGHESTMODSEQ);
        }
        return items;
    }
}
