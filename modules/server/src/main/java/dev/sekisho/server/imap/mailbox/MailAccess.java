// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.imap.ImapStore;
import java.time.Clock;

/**
 * The mailboxes of all users. Safe for all threads.
 *
 * @param store the mailboxes
 * @param bodies what messages that come in are put into
 * @param delegations who may act for whom
 * @param refusals tells the log of messages that no mailbox has room for
 * @param clock the time
 */
public record MailAccess(
        ImapStore store, BodyStore bodies, Delegations delegations, RefusedMessageLog refusals, Clock clock) {}
