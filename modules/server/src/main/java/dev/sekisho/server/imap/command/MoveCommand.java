// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.PlacedMessages;
import dev.sekisho.store.imap.WriteResult;
import java.util.Optional;

/** MOVE (RFC 9051 6.4.8): all of the messages or none. COPYUID is told before the expunges, so that a client knows where they went. */
final class MoveCommand implements ImapCommandHandler<MessageCommand.Move> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Move command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID MOVE" : "MOVE");
        CommandRunner.run(session, call, out -> move(session, call, command, out));
    }

    private static Completion move(
            ImapContext session, CommandCall call, MessageCommand.Move command, ImapResponses out) throws Exception {
        SelectedMailbox from = session.session().mailbox();
        Optional<NumberRanges> uids = from.resolve(command.messages(), command.uid());
        if (uids.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        if (from.isReadOnly()) {
            return Refusals.READ_ONLY;
        }
        Optional<MailboxEntry> to = Mailboxes.find(session, command.mailbox());
        if (to.isEmpty()) {
            return Refusals.CREATE_FIRST;
        }
        if (uids.get().isEmpty()) {
            return call.completed();
        }
        WriteResult<PlacedMessages> moved = session.mail()
                .store()
                .writer()
                .move(from.id(), Uids.ofStore(uids.get()), to.get().id());
        Optional<PlacedMessages> placed = moved.fold(Optional::of, refusal -> Optional.empty());
        if (placed.isPresent() && !placed.get().uids().isEmpty()) {
            out.untagged(ReplyStatus.OK, Optional.of(CopyCommand.copyUid(placed.get())), "Moved");
            ChangedMessages.tell(session, out);
        }
        return moved.fold(done -> moved(call, done), RefusedMessages.ofStored(session, command.mailbox())::completion);
    }

    private static Completion moved(CommandCall call, PlacedMessages placed) {
        if (placed.uids().isEmpty()) {
            return Completion.ok(MessageNumbers.EXPUNGE_ISSUED, "None of these messages is there any more");
        }
        return call.completed();
    }
}
