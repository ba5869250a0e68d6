// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.StatusValues;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxStatus;
import dev.sekisho.store.imap.UserMailboxes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** LIST (RFC 9051 6.3.9), with the options of RFC 5258, RFC 5819 and RFC 6154. */
final class ListCommand implements ImapCommandHandler<MailboxCommand.ListCommand> {
    @Override
    public void carryOut(ImapContext session, String tag, MailboxCommand.ListCommand command) {
        ListParameters parameters = command.parameters();
        if (parameters.status().contains(StatusItem.HIGHESTMODSEQ)) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, "LIST");
        CommandRunner.run(session, call, out -> list(session, call, parameters, out));
    }

    private static Completion list(ImapContext session, CommandCall call, ListParameters parameters, ImapResponses out)
            throws IOException {
        if (parameters.separatorAlone()) {
            out.listRoot(UserMailboxes.DELIMITER);
            return call.completed();
        }
        if (parameters.patterns().stream().allMatch(pattern -> Mailboxes.isForeign(pattern.pattern()))) {
            return Refusals.FOREIGN;
        }
        UserMailboxes mailboxes = session.mail().store().mailboxes();
        List<ListedMailbox> listed =
                MailboxSelection.list(mailboxes.list(session.session().owner()), parameters);
        Map<MailboxId, MailboxStatus> statuses = statuses(session, parameters, listed);
        for (ListedMailbox mailbox : listed) {
            out.list(mailbox.attributes(), UserMailboxes.DELIMITER, mailbox.name(), mailbox.childInfo());
            MailboxStatus status = mailbox.id().map(statuses::get).orElse(null);
            if (status != null) {
                out.status(
                        mailbox.name(),
                        StatusValues.of(
                                status,
                                parameters.status(),
                                session.listener().limits().message()));
            }
        }
        return call.completed();
    }

    private static Map<MailboxId, MailboxStatus> statuses(
            ImapContext session, ListParameters parameters, List<ListedMailbox> listed) {
        if (parameters.status().isEmpty()) {
            return Map.of();
        }
        List<MailboxId> ids =
                listed.stream().flatMap(mailbox -> mailbox.id().stream()).toList();
        return session.mail().store().mailboxes().statuses(session.session().owner(), ids).stream()
                .collect(Collectors.toMap(MailboxStatus::id, Function.identity()));
    }
}
