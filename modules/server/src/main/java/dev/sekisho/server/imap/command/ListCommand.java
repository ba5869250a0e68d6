// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.list.ListEntry;
import dev.sekisho.imap.list.ListMatcher;
import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.StatusValues;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.MailboxStatus;
import dev.sekisho.store.imap.UserMailboxes;
import java.io.IOException;
import java.util.HashMap;
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
        MailboxListing listing =
                session.mail().store().mailboxes().list(session.session().owner());
        List<ListEntry> entries = new ListMatcher(NamedMailboxes.of(listing), UserMailboxes.DELIMITER).list(parameters);
        Map<MailboxName, MailboxStatus> statuses =
                parameters.status().isEmpty() ? Map.of() : statuses(session, NamedMailboxes.ids(listing), entries);
        for (ListEntry entry : entries) {
            out.list(entry.attributes(), UserMailboxes.DELIMITER, entry.name(), entry.childInfo());
            MailboxStatus status = statuses.get(entry.name());
            if (status != null) {
                int most = session.listener().limits().message();
                out.status(entry.name(), StatusValues.of(status, parameters.status(), most));
            }
        }
        return call.completed();
    }

    private static Map<MailboxName, MailboxStatus> statuses(
            ImapContext session, Map<MailboxName, MailboxId> ids, List<ListEntry> entries) {
        List<MailboxId> wanted = entries.stream()
                .map(ListEntry::name)
                .filter(ids::containsKey)
                .map(ids::get)
                .toList();
        Map<MailboxId, MailboxStatus> found =
                session.mail().store().mailboxes().statuses(session.session().owner(), wanted).stream()
                        .collect(Collectors.toMap(MailboxStatus::id, Function.identity()));
        Map<MailboxName, MailboxStatus> statuses = new HashMap<>();
        ids.forEach((name, id) -> {
            MailboxStatus status = found.get(id);
            if (status != null) {
                statuses.put(name, status);
            }
        });
        return statuses;
    }
}
