// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.NewMailboxMessage;
import dev.sekisho.store.imap.PlacedMessages;
import dev.sekisho.store.imap.WriteResult;
import java.util.Optional;

/** REPLACE (RFC 8508 3.3): a message comes and another goes, both or none. APPENDUID is told before the expunge. */
final class ReplaceCommand implements ImapCommandHandler<MessageCommand.Replace> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Replace command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID REPLACE" : "REPLACE");
        CommandRunner.run(session, call, out -> {
            try {
                return replace(session, call, command, out);
            } finally {
                session.intake().discard();
            }
        });
    }

    private static Completion replace(
            ImapContext session, CommandCall call, MessageCommand.Replace command, ImapResponses out) throws Exception {
        SelectedMailbox from = session.session().mailbox();
        Optional<NumberRanges> replaced = from.resolve(command.message(), command.uid());
        if (replaced.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        if (replaced.get().size() != 1) {
            return Completion.no("The message that is to be replaced is not there");
        }
        if (IncomingMessages.isCancelled(command.replacement())) {
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
        Optional<NewMailboxMessage> message = incoming.message(command.replacement());
        if (message.isEmpty()) {
            return incoming.refusal().orElseThrow();
        }
        WriteResult<PlacedMessages> result = session.mail()
                .store()
                .writer()
                .replace(from.id(), replaced.get().first(), to.get().id(), message.get());
        Optional<PlacedMessages> placed = result.fold(Optional::of, refusal -> Optional.empty());
        if (placed.isPresent()) {
            session.intake().stored();
            ResponseCode code = ResponseCode.appendUid(
                    placed.get().uidValidity(), Uids.ofCommands(placed.get().uids()));
            out.untagged(ReplyStatus.OK, Optional.of(code), "Replaced");
            ChangedMessages.tell(session, out);
        }
        return result.fold(
                done -> call.completed(),
                RefusedMessages.ofSent(session, command.mailbox(), AnnouncedMessages.octets(command))::completion);
    }
}
