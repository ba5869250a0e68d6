// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.mailbox.table.SpecialUse;
import java.util.Optional;

/** CREATE (RFC 9051 6.3.4), with a special use (RFC 6154 3) and the id in its answer (RFC 8474 4.2). */
final class CreateCommand implements ImapCommandHandler<MailboxCommand.Create> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.Create command) {
        CommandRunner.run(session, new CommandCall(tag, "CREATE"), out -> create(session, command));
    }

    private static Completion create(ImapContext session, MailboxCommand.Create command) {
        Optional<Completion> refusal = Mailboxes.refusalOfName(command.mailbox());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (command.uses().size() > 1) {
            return Completion.no(ResponseCode.USEATTR, "A mailbox has one special use at most");
        }
        Optional<SpecialUse> use =
                command.uses().stream().findFirst().flatMap(asked -> SpecialUse.ofAttribute(asked.attribute()));
        if (use.isEmpty() && !command.uses().isEmpty()) {
            return Completion.no(ResponseCode.USEATTR, "No mailbox can have this special use");
        }
        return session.mail()
                .store()
                .mailboxes()
                .create(session.session().owner(), command.mailbox().name(), use)
                .fold(id -> Completion.ok(ResponseCode.mailboxId(id.objectId()), "CREATE completed"), Refusals::of);
    }
}
