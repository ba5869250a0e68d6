// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.PlacedMessages;
import java.util.Optional;

/** COPY (RFC 9051 6.4.7): all of the messages or none. */
final class CopyCommand implements ImapCommandHandler<MessageCommand.Copy> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Copy command) {
        CommandCall call = new CommandCall(tag, command.uid() ? "UID COPY" : "COPY");
        CommandRunner.run(session, call, out -> copy(session, call, command));
    }

    private static Completion copy(ImapContext session, CommandCall call, MessageCommand.Copy command) {
        SelectedMailbox from = session.session().mailbox();
        Optional<NumberRanges> uids = from.resolve(command.messages(), command.uid());
        if (uids.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        Optional<MailboxEntry> to = Mailboxes.find(session, command.mailbox());
        if (to.isEmpty()) {
            return Refusals.CREATE_FIRST;
        }
        if (uids.get().isEmpty()) {
            return call.completed();
        }
        return session.mail()
                .store()
                .writer()
                .copy(from.id(), Uids.ofStore(uids.get()), to.get().id())
                .fold(placed -> copied(call, placed), RefusedMessages.ofStored(session, command.mailbox())::completion);
    }

    private static Completion copied(CommandCall call, PlacedMessages placed) {
        return placed.uids().isEmpty()
                ? Completion.ok(MessageNumbers.EXPUNGE_ISSUED, "None of these messages is there any more")
                : Completion.ok(copyUid(placed), call.name() + " completed");
    }

    /** COPYUID of the messages that were copied (RFC 4315 3). */
    static ResponseCode copyUid(PlacedMessages placed) {
        return ResponseCode.copyUid(
                placed.uidValidity(), Uids.ofCommands(placed.source()), Uids.ofCommands(placed.uids()));
    }
}
