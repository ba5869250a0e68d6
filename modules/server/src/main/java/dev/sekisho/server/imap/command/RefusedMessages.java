// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.store.imap.Refusal;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.james.core.Username;

/**
 * The answer to a command that was to put messages into a mailbox, and was refused; the administrator reads of a full mailbox in the log.
 *
 * @param session whose command it is
 * @param destination the mailbox, if one is named
 * @param octets of the messages, where the client said that
 */
record RefusedMessages(ImapContext session, Optional<MailboxName> destination, OptionalLong octets) {
    /** Of messages that are on the server already. */
    static RefusedMessages ofStored(ImapContext session, MailboxName destination) {
        return new RefusedMessages(session, Optional.of(destination), OptionalLong.empty());
    }

    /** Of messages that the client sends. */
    static RefusedMessages ofSent(ImapContext session, MailboxName destination, long octets) {
        return new RefusedMessages(session, Optional.of(destination), OptionalLong.of(octets));
    }

    /** What the client is told. */
    Completion completion(Refusal refusal) {
        return refusal == Refusal.OVER_QUOTA ? overQuota() : Refusals.ofMessages(refusal);
    }

    /** The same where the owner's quota has no room. */
    Completion overQuota() {
        Username owner = session.session().owner();
        session.mail()
                .refusals()
                .tell(
                        owner,
                        ConnectionEvents.of(LogEvent.IMAP_REFUSED, session.listenerName(), session.connection())
                                .with(LogKey.USER, owner.asString())
                                .with(LogKey.MAILBOX, destination.map(MailboxName::name))
                                .with(LogKey.SIZE, size())
                                .with(LogKey.REASON, "over-quota"));
        return Refusals.OVER_QUOTA;
    }

    private Optional<String> size() {
        return octets.isPresent() ? Optional.of(Long.toString(octets.getAsLong())) : Optional.empty();
    }
}
