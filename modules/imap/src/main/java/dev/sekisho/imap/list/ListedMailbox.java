// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SpecialUse;
import java.util.Set;

/**
 * A mailbox of the user as LIST looks at it.
 *
 * @param name its name
 * @param exists false for a name that is subscribed and has no mailbox
 * @param subscribed true if the user has subscribed to it
 * @param uses what it is for
 */
public record ListedMailbox(MailboxName name, boolean exists, boolean subscribed, Set<SpecialUse> uses) {
    public ListedMailbox {
        uses = Set.copyOf(uses);
    }
}
