// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether messages that a client has announced are taken: what the command would fail with, whatever they are, is said before they are sent
 * (RFC 9051 4.3, 6.3.12).
 */
final class AnnouncedMessages {
    private AnnouncedMessages() {}

    /**
     * Why the messages are not taken; empty if they are. Blocks.
     *
     * @param soFar the command up to the message that is to be sent
     */
    static Optional<Completion> refusal(ImapContext session, ImapCommand soFar) {
        Optional<MailboxName> destination = soFar.destination();
        if (destination.isPresent()
                && Mailboxes.find(session, destination.get()).isEmpty()) {
            return Optional.of(Refusals.CREATE_FIRST);
        }
        int most = session.listener().limits().message();
        if (soFar.incoming().stream().anyMatch(message -> announced(message) > most)) {
            return Optional.of(Refusals.tooBig(most));
        }
        long octets = octets(soFar);
        boolean hasRoom = session.mail()
                .store()
                .quotas()
                .of(session.session().owner())
                .hasRoom(soFar.incoming().size(), octets);
        return hasRoom
                ? Optional.empty()
                : Optional.of(new RefusedMessages(session, destination, OptionalLong.of(octets)).overQuota());
    }

    /** The octets of all messages that a client has announced. */
    static long octets(ImapCommand soFar) {
        return soFar.incoming().stream().mapToLong(AnnouncedMessages::announced).sum();
    }

    /** The octets of a message that the client sends itself; of those that CATENATE takes from elsewhere nothing is known yet. */
    static long announced(AppendMessage message) {
        return message.parts().stream()
                .mapToLong(part -> part.fold(AnnouncedMessages::size, url -> 0L))
                .sum();
    }

    private static Long size(MessagePart.Text text) {
        return text.literal().size();
    }
}
