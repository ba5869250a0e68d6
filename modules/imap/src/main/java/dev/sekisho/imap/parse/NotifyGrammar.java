// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.ResponseCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The arguments of NOTIFY (RFC 5465 8). */
final class NotifyGrammar {
    /** The most groups of events. */
    private static final int GROUPS = 100;

    private final Tokens tokens;
    private final Cursor cursor;
    private boolean namesSelected;

    NotifyGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    SessionCommand.Notify command() throws SyntaxException {
        cursor.blank();
        if (cursor.takeWord("NONE")) {
            return new SessionCommand.Notify(false, List.of());
        }
        if (!cursor.takeWord("SET")) {
            throw cursor.unexpected("SET or NONE");
        }
        cursor.blank();
        boolean status = cursor.takeWord("STATUS");
        if (status) {
            cursor.blank();
        }
        List<NotifyGroup> groups = new ArrayList<>();
        do {
            if (groups.size() == GROUPS) {
                throw cursor.unexpected("at most " + GROUPS + " groups of events");
            }
            groups.add(group());
        } while (cursor.peekSecond() == '(' && cursor.take(' '));
        return new SessionCommand.Notify(status, groups);
    }

    private NotifyGroup group() throws SyntaxException {
        cursor.expect('(');
        NotifyMailboxes mailboxes = mailboxes();
        cursor.blank();
        boolean selected = mailboxes.kind().ofSelected();
        List<NotifyEvent> events = cursor.takeWord("NONE") ? List.of() : events(selected);
        cursor.expect(')');
        return new NotifyGroup(mailboxes, events);
    }

    private NotifyMailboxes mailboxes() throws SyntaxException {
        String word = cursor.atom("mailboxes");
        NotifyMailboxes.Kind kind = NotifyMailboxes.Kind.of(word)
                .orElseThrow(
                        () -> cursor.unexpected("SELECTED, SELECTED-DELAYED, INBOXES, PERSONAL, SUBSCRIBED, SUBTREE or"
                                + " MAILBOXES before this"));
        if (kind.ofSelected() && namesSelected) {
            throw cursor.unexpected("the selected mailbox once alone before this");
        }
        namesSelected |= kind.ofSelected();
        return switch (kind) {
            case SELECTED, SELECTED_DELAYED, INBOXES, PERSONAL, SUBSCRIBED -> new NotifyMailboxes(kind, List.of());
            case SUBTREE, MAILBOXES -> new NotifyMailboxes(kind, names());
        };
    }

    private List<MailboxName> names() throws SyntaxException {
        cursor.blank();
        if (!cursor.take('(')) {
            return List.of(tokens.mailbox());
        }
        List<MailboxName> names = new ArrayList<>();
        do {
            names.add(tokens.mailbox());
        } while (cursor.take(' '));
        cursor.expect(')');
        return names;
    }

    private List<NotifyEvent> events(boolean selected) throws SyntaxException {
        List<NotifyEvent> events = new ArrayList<>();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        cursor.expect('(');
        do {
            NotifyEvent event = event(selected);
            if (kinds.add(event.kind())) {
                events.add(event);
            }
        } while (cursor.take(' '));
        cursor.expect(')');
        // RFC 5465 5
        boolean all = kinds.contains(Kind.MESSAGE_NEW) && kinds.contains(Kind.MESSAGE_EXPUNGE);
        if (!all && kinds.stream().anyMatch(Kind::ofMessages)) {
            throw cursor.unexpected("MessageNew and MessageExpunge together before this");
        }
        return events;
    }

    private NotifyEvent event(boolean selected) throws SyntaxException {
        String word = cursor.atom("an event");
        Kind kind = Kind.of(word)
                .orElseThrow(
                        () -> SyntaxException.no(ResponseCode.badEvent(Kind.words()), "There are no events " + word));
        if (selected && !kind.ofMessages()) {
            throw cursor.unexpected("an event of messages with the selected mailbox before this");
        }
        boolean withItems = kind == Kind.MESSAGE_NEW && cursor.peek() == ' ' && cursor.peekSecond() == '(';
        if (!withItems) {
            return new NotifyEvent(kind, List.of());
        }
        if (!selected) {
            throw cursor.unexpected("what is told of new messages with the selected mailbox alone");
        }
        cursor.blank();
        return new NotifyEvent(kind, List.copyOf(new FetchGrammar(tokens).list()));
    }
}
