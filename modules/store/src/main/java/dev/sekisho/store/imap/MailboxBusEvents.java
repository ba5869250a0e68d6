// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.quota.QuotaAdmin;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession.SessionId;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.event.EventFactory;

/** Tells James' event bus of mailboxes that were made, renamed and deleted, after that was committed. Nothing of the store depends on it. */
final class MailboxBusEvents {
    private static final SessionId NOBODY = SessionId.of(0);

    private final EventBus eventBus;

    MailboxBusEvents(EventBus eventBus) {
        this.eventBus = eventBus;
    }

    void made(Username owner, long mailbox, String name) {
        dispatch(
                mailbox,
                EventFactory.mailboxAdded()
                        .randomEventId()
                        .user(owner)
                        .sessionId(NOBODY)
                        .mailboxId(new SqlMailboxId(mailbox))
                        .mailboxPath(MailboxPath.forUser(owner, name))
                        .build());
    }

    void renamed(Username owner, long mailbox, String from, String to) {
        dispatch(
                mailbox,
                EventFactory.mailboxRenamed()
                        .randomEventId()
                        .user(owner)
                        .sessionId(NOBODY)
                        .mailboxId(new SqlMailboxId(mailbox))
                        .oldPath(MailboxPath.forUser(owner, from))
                        .newPath(MailboxPath.forUser(owner, to))
                        .build());
    }

    /** @param held what the mailbox held */
    void deleted(Username owner, long mailbox, String name, MailboxCounts held) {
        dispatch(
                mailbox,
                EventFactory.mailboxDeleted()
                        .randomEventId()
                        .user(owner)
                        .sessionId(NOBODY)
                        .mailboxId(new SqlMailboxId(mailbox))
                        .mailboxPath(MailboxPath.forUser(owner, name))
                        .quotaRoot(QuotaAdmin.root(owner))
                        .mailboxACL(new MailboxACL())
                        .quotaCount(QuotaCountUsage.count(held.messages()))
                        .quotaSize(QuotaSizeUsage.size(held.octets()))
                        .build());
    }

    private void dispatch(long mailbox, Event event) {
        eventBus.dispatch(event, Set.of(new MailboxIdRegistrationKey(new SqlMailboxId(mailbox))))
                .block();
    }
}
