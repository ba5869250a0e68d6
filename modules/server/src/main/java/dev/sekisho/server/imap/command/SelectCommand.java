// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.OpenMailbox;
import dev.sekisho.store.imap.UserMailboxes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** SELECT and EXAMINE (RFC 9051 6.3.2, 6.3.3). Where they fail, no mailbox is selected any more. */
final class SelectCommand implements ImapCommandHandler<MailboxCommand.Select> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Select command) {
        boolean resynchronizes = command.parameters().qresync().isPresent();
        if (resynchronizes && !session.session().enabled().has(Extension.QRESYNC)) {
            session.replies().complete(tag, Completion.bad("QRESYNC is for clients that have enabled it"));
            return;
        }
        CommandCall call = new CommandCall(tag, command.examine() ? "EXAMINE" : "SELECT");
        CommandRunner.run(session, call, out -> select(session, call, command, out));
    }

    private static Completion select(
            ImapContext session, CommandCall call, MailboxCommand.Select command, ImapResponses out)
            throws IOException {
        boolean leaves = session.session().selected() != null;
        session.session().unselect();
        if (command.parameters().condstore()) {
            session.session().enable(Extension.CONDSTORE);
        }
        Optional<MailboxEntry> entry = Mailboxes.find(session, command.mailbox());
        Optional<SelectedMailbox> selected = entry.flatMap(
                found -> SelectedMailbox.open(session.mail(), found, command.examine(), session.news()::wake));
        selected.ifPresent(session.session()::select);
        if (leaves) {
            out.untagged(ReplyStatus.OK, Optional.of(ResponseCode.CLOSED), "The mailbox selected before is closed");
        }
        if (selected.isEmpty()) {
            return Refusals.NO_SUCH_MAILBOX;
        }
        describe(session, selected.get(), out);
        if (session.session().enabled().has(Extension.IMAP4REV2)) {
            out.list(List.of(), UserMailboxes.DELIMITER, command.mailbox(), List.of());
        }
        if (command.parameters().qresync().isPresent()) {
            new Resynchronisation(session, selected.get())
                    .tell(command.parameters().qresync().get(), out);
        }
        return Completion.ok(
                command.examine() ? ResponseCode.READ_ONLY : ResponseCode.READ_WRITE, call.name() + " completed");
    }

    private static void describe(ImapContext session, SelectedMailbox selected, ImapResponses out) throws IOException {
        OpenMailbox opened = selected.opened();
        selected.flags().write(out, selected.isReadOnly());
        out.exists(selected.view().exists());
        if (!session.session().enabled().has(Extension.IMAP4REV2)) {
            out.recent(selected.recent());
        }
        code(out, ResponseCode.uidValidity(opened.uidValidity()), "UIDs valid");
        code(out, ResponseCode.uidNext(opened.uidNext()), "Predicted next UID");
        code(out, ResponseCode.highestModSeq(opened.highestModSeq()), "Highest");
        code(out, ResponseCode.mailboxId(opened.id().objectId()), "Mailbox id");
    }

    private static void code(ImapResponses out, ResponseCode code, String text) throws IOException {
        out.untagged(ReplyStatus.OK, Optional.of(code), text);
    }
}
