// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.value.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments of NOTIFY (RFC 5465 8). */
final class NotifyGrammar {
    private final Tokens tokens;
    private final Cursor cursor;

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
            groups.add(group());
        } while (cursor.peekSecond() == '(' && cursor.take(' '));
        return new SessionCommand.Notify(status, groups);
    }

    private NotifyGroup group() throws SyntaxException {
        cursor.expect('(');
        NotifyMailboxes mailboxes = mailboxes();
        cursor.blank();
        List<NotifyEvent> events = cursor.takeWord("NONE") ? List.of() : events();
        cursor.expect(')');
        return new NotifyGroup(mailboxes, events);
    }

    private NotifyMailboxes mailboxes() throws SyntaxException {
        NotifyMailboxes.Kind kind = kind(NotifyMailboxes.Kind.class, "mailboxes", '-');
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

    private List<NotifyEvent> events() throws SyntaxException {
        List<NotifyEvent> events = new ArrayList<>();
        cursor.expect('(');
        do {
            events.add(event());
        } while (cursor.take(' '));
        cursor.expect(')');
        return events;
    }

    private NotifyEvent event() throws SyntaxException {
        NotifyEvent.Kind kind = kind(NotifyEvent.Kind.class, "events", '\0');
        boolean withItems = kind == NotifyEvent.Kind.MESSAGE_NEW && cursor.peek() == ' ' && cursor.peekSecond() == '(';
        if (!withItems) {
            return new NotifyEvent(kind, List.of());
        }
        cursor.blank();
        List<FetchItem> items = List.copyOf(new FetchGrammar(tokens).list());
        return new NotifyEvent(kind, items);
    }

    /** A constant of an enum, which is written with another separator between its words; NUL for none. */
    private <E extends Enum<E>> E kind(Class<E> of, String what, char separator) throws SyntaxException {
        String word = cursor.atom(what);
        for (E kind : of.getEnumConstants()) {
            String name = kind.name().replace("_", separator == '\0' ? "" : String.valueOf(separator));
            if (name.equals(word.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw cursor.unexpected("known " + what + " before this");
    }
}
