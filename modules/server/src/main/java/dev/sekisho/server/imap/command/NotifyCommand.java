// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.fetch.FetchPlan;
import dev.sekisho.server.imap.mailbox.SelectedEvents;
import dev.sekisho.server.imap.notification.MailboxNotifications;
import dev.sekisho.server.imap.notification.NewMessages;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.NewsTeller;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** NOTIFY (RFC 5465). It tells first what is new in the selected mailbox, as NOOP does. */
final class NotifyCommand implements ImapCommandHandler<SessionCommand.Notify> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Notify command) {
        CommandCall call = new CommandCall(tag, "NOTIFY", true, true);
        CommandRunner.run(session, call, out -> {
            if (session.session().selected() != null) {
                ChangedMessages.tell(session, out);
            }
            return command.groups().isEmpty() ? none(session, call) : set(session, call, command, out);
        });
    }

    private static Completion none(ImapContext session, CommandCall call) {
        session.session().become(MailboxNotifications.none());
        session.connection().execute(() -> session.news().lookBetweenCommands(null));
        return call.completed();
    }

    private static Completion set(
            ImapContext session, CommandCall call, SessionCommand.Notify command, ImapResponses out)
            throws IOException {
        List<NotifyGroup> others = command.groups().stream()
                .filter(group -> !group.mailboxes().kind().ofSelected())
                .toList();
        Optional<NotifyGroup> selected = command.groups().stream()
                .filter(group -> group.mailboxes().kind().ofSelected())
                .findFirst();
        Optional<MailboxNotifications> wanted = MailboxNotifications.begin(
                session,
                others,
                selected.map(NotifyCommand::events).orElse(SelectedEvents.NONE),
                newMessages(selected));
        if (wanted.isEmpty()) {
            return Completion.no(
                    ResponseCode.NOTIFICATIONOVERFLOW,
                    "These are more than " + MailboxNotifications.MOST_MAILBOXES + " mailboxes");
        }
        session.session().become(wanted.get());
        session.connection().execute(() -> session.news().lookBetweenCommands(new NewsTeller(session, false)::tell));
        if (command.status()) {
            wanted.get().tellStatus(out);
        }
        return call.completed();
    }

    private static SelectedEvents events(NotifyGroup group) {
        List<Kind> kinds = group.events().stream().map(NotifyEvent::kind).toList();
        boolean atOnce = group.mailboxes().kind() == NotifyMailboxes.Kind.SELECTED;
        return new SelectedEvents(kinds.contains(Kind.MESSAGE_NEW), kinds.contains(Kind.FLAG_CHANGE), atOnce);
    }

    private static NewMessages newMessages(Optional<NotifyGroup> selected) {
        List<FetchItem> items = selected.stream()
                .flatMap(group -> group.events().stream())
                .flatMap(event -> event.items().stream())
                .toList();
        return items.isEmpty() ? NewMessages.UNTOLD : (session, uids, out) -> fetch(session, items, uids, out);
    }

    private static void fetch(ImapContext session, List<FetchItem> items, NumberRanges uids, ImapResponses out)
            throws IOException {
        if (!uids.isEmpty()) {
            FetchRows rows = new FetchRows(session, new FetchPlan(items, false, false), uids);
            boolean more = true;
            while (more) {
                more = rows.write(out);
            }
        }
    }
}
