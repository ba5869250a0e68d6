// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.NewMailboxMessage;
import dev.sekisho.store.imap.PlacedMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * APPEND (RFC 9051 6.3.12), of one message or of several, all or none (RFC 3502). The store has taken the messages in when it is carried out.
 * OK is said if and only if they are stored.
 */
final class AppendCommand implements ImapCommandHandler<MailboxCommand.Append> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Append command) {
        CommandRunner.run(session, new CommandCall(tag, "APPEND"), out -> {
            try {
                return append(session, command);
            } finally {
                session.intake().discard();
            }
        });
    }

    private static Completion append(ImapContext session, MailboxCommand.Append command) throws Exception {
        if (command.messages().stream().anyMatch(IncomingMessages::isCancelled)) {
            return IncomingMessages.CANCELLED;
        }
        if (session.intake().holdsNul()) {
            return IncomingMessages.NUL;
        }
        Optional<MailboxEntry> to = Mailboxes.find(session, command.mailbox());
        if (to.isEmpty()) {
            return Refusals.CREATE_FIRST;
        }
        IncomingMessages incoming = new IncomingMessages(session);
        List<NewMailboxMessage> messages = new ArrayList<>();
        for (AppendMessage message : command.messages()) {
            incoming.message(message).ifPresent(messages::add);
            if (incoming.refusal().isPresent()) {
                return incoming.refusal().get();
            }
        }
        return session.mail()
                .store()
                .writer()
                .append(to.get().id(), messages)
                .fold(
                        placed -> appended(session, placed),
                        RefusedMessages.ofSent(session, command.mailbox(), AnnouncedMessages.octets(command))
                                ::completion);
    }

    private static Completion appended(ImapContext session, PlacedMessages placed) {
        session.intake().stored();
        return Completion.ok(
                ResponseCode.appendUid(placed.uidValidity(), Uids.ofCommands(placed.uids())), "APPEND completed");
    }
}
