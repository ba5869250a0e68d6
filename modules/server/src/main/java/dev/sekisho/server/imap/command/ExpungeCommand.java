// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.imap.WriteResult;
import java.util.Optional;

/**
 * EXPUNGE and UID EXPUNGE (RFC 9051 6.4.3, 6.4.9), of messages that the client knows of. With QRESYNC, their answer has the modification sequence
 * that this leads to (RFC 7162 3.2.7, 3.2.9).
 */
final class ExpungeCommand implements ImapCommandHandler<MessageCommand.Expunge> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Expunge command) {
        CommandCall call = new CommandCall(tag, command.uids().isPresent() ? "UID EXPUNGE" : "EXPUNGE");
        CommandRunner.run(session, call, out -> expunge(session, call, command, out));
    }

    private static Completion expunge(
            ImapContext session, CommandCall call, MessageCommand.Expunge command, ImapResponses out) throws Exception {
        SelectedMailbox mailbox = session.session().mailbox();
        if (mailbox.isReadOnly()) {
            return Refusals.READ_ONLY;
        }
        Optional<NumberRanges> uids = command.uids().isEmpty()
                ? Optional.of(mailbox.uids())
                : mailbox.resolve(command.uids().get(), true);
        if (uids.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        if (uids.get().isEmpty()) {
            return call.completed();
        }
        WriteResult<UidSet> result = session.mail().store().writer().expunge(mailbox.id(), Uids.ofStore(uids.get()));
        boolean any = result.fold(removed -> !removed.isEmpty(), refusal -> false);
        if (any) {
            ChangedMessages.tell(session, out);
        }
        if (any && session.session().enabled().has(Extension.QRESYNC)) {
            return Completion.ok(ResponseCode.highestModSeq(mailbox.view().toldModSeq()), call.name() + " completed");
        }
        return result.fold(removed -> call.completed(), Refusals::of);
    }
}
