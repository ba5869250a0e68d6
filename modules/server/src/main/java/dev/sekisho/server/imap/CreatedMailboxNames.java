// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.List;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.message.request.AppendRequest;
import org.apache.james.imap.message.request.CreateRequest;
import org.apache.james.imap.message.request.RenameRequest;
import org.apache.james.imap.message.request.SubscribeRequest;

/** The names of mailboxes that a command would have kept, or would have said of a mailbox that is not there. */
final class CreatedMailboxNames {
    private CreatedMailboxNames() {}

    /** The names, decoded; those that only look for something are not among them. */
    static List<String> of(ImapMessage message) {
        if (message instanceof CreateRequest create) {
            return List.of(create.getMailboxName());
        }
        if (message instanceof RenameRequest rename) {
            return List.of(rename.getNewName());
        }
        if (message instanceof SubscribeRequest subscribe) {
            return List.of(subscribe.getMailboxName());
        }
        return message instanceof AppendRequest append ? List.of(append.getMailboxName()) : List.of();
    }
}
