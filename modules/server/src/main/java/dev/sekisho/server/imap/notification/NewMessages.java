// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;

/** Tells of messages that have come to the selected mailbox what the client has asked for (RFC 5465 5.2). */
@FunctionalInterface
public interface NewMessages {
    /** Nothing is asked for: that they have come is told all the same. */
    NewMessages UNTOLD = (session, uids, out) -> {};

    /** Tells it. Blocks. */
    void tell(ImapContext session, NumberRanges uids, ImapResponses out) throws IOException;
}
