// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.SelectedEvents;
import java.io.IOException;

/** What a client wants to hear of without asking (RFC 5465). Used by one worker at a time, while the session waits for it. */
public interface Notifications extends AutoCloseable {
    /** Of a client that has not used NOTIFY. */
    Notifications NOT_ASKED_FOR = new Notifications() {
        @Override
        public SelectedEvents selected() {
            return SelectedEvents.ALL;
        }

        @Override
        public void tellNew(NumberRanges uids, ImapResponses out) {}

        @Override
        public void tellOthers(ImapResponses out) {}

        @Override
        public void close() {}
    };

    /** What is wanted of the selected mailbox. */
    SelectedEvents selected();

    /** Tells what is wanted of messages that have come to the selected mailbox. Blocks. */
    void tellNew(NumberRanges uids, ImapResponses out) throws IOException;

    /** Tells what has happened to other mailboxes. Blocks. */
    void tellOthers(ImapResponses out) throws IOException;

    /** Hears of nothing any more. */
    @Override
    void close();
}
