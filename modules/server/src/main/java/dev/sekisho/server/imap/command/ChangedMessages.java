// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.server.imap.mailbox.SelectedEvents;
import dev.sekisho.server.imap.session.FailureReplies;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;

/** What a command tells of the messages that it has removed itself, whatever the client wants to hear of others (RFC 9051 6.4.3, RFC 5465 3.1). */
final class ChangedMessages {
    private ChangedMessages() {}

    /** Tells all that is new in the selected mailbox. Blocks. The command is done, so that its answer stands if this cannot be told. */
    static void tell(ImapContext session, ImapResponses out) throws IOException {
        try {
            NumberRanges arrived =
                    session.session().mailbox().tell(out, session.session().enabled(), SelectedEvents.ALL, true, true);
            session.session().notifications().tellNew(arrived, out);
        } catch (MailboxGone gone) {
            // It is told behind the answer, with the changes that were not told.
        } catch (StoreException e) {
            FailureReplies.trace(session.listenerName(), session.connection().client(), "telling changes", e);
        }
    }
}
