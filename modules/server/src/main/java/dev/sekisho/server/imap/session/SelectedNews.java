// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import java.io.IOException;

/** Tells what is new in the selected mailbox, as far as the client wants to hear of it. */
final class SelectedNews {
    private SelectedNews() {}

    /**
     * Tells it, if a mailbox is selected. Blocks.
     *
     * @param expunges whether expunges may be told now
     * @param asks whether the store is asked though nothing was heard
     * @throws MailboxGone if the mailbox is no more
     */
    static void tell(ImapContext session, ImapResponses out, boolean expunges, boolean asks)
            throws IOException, MailboxGone {
        SelectedMailbox selected = session.session().selected();
        if (selected != null) {
            Notifications wanted = session.session().notifications();
            NumberRanges arrived = selected.tell(out, session.session().enabled(), wanted.selected(), expunges, asks);
            wanted.tellNew(arrived, out);
        }
    }
}
