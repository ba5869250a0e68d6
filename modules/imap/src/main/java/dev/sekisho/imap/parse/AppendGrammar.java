// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of APPEND and REPLACE (RFC 9051 6.3.12, RFC 3502, RFC 4469 5, RFC 6855 4, RFC 8508 4). */
final class AppendGrammar {
    private static final String MESSAGE = "a message literal";
    /** The most parts of one message of CATENATE. */
    private static final int PARTS = 100;

    private final Tokens tokens;
    private final Cursor cursor;

    AppendGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    MailboxCommand.Append append() throws SyntaxException {
        MailboxName mailbox = MailboxGrammar.mailbox(tokens);
        List<AppendMessage> messages = new ArrayList<>();
        do {
            messages.add(message());
        } while (cursor.peek() == ' ' && cursor.peekSecond() != Cursor.END);
        return new MailboxCommand.Append(mailbox, messages);
    }

    MessageCommand.Replace replace(boolean uid) throws SyntaxException {
        cursor.blank();
        SequenceSet message = cursor.take('*')
                ? new SequenceSet(NumberRanges.NONE, SequenceSet.LAST_ALONE, false)
                : SequenceSet.of(NumberRanges.of(tokens.positive("a message number")));
        MailboxName mailbox = MailboxGrammar.mailbox(tokens);
        return new MessageCommand.Replace(message, mailbox, message(), uid);
    }

    private AppendMessage message() throws SyntaxException {
        cursor.blank();
        Set<Flag> flags = Set.of();
        Optional<OffsetDateTime> date = Optional.empty();
        if (cursor.peek() == '(') {
            flags = tokens.flags();
            cursor.blank();
        }
        if (cursor.peek() == '"') {
            date = Optional.of(new DateParser(cursor).dateTime());
            cursor.blank();
        }
        return new AppendMessage(flags, date, parts());
    }

    private List<MessagePart> parts() throws SyntaxException {
        if (cursor.takeWord("CATENATE")) {
            cursor.blank();
            return catenate();
        }
        if (!cursor.takeWord("UTF8")) {
            return List.of(literal());
        }
        cursor.blank();
        cursor.expect('(');
        List<MessagePart> parts = List.of(literal());
        close();
        return parts;
    }

    private List<MessagePart> catenate() throws SyntaxException {
        List<MessagePart> parts = new ArrayList<>();
        cursor.expect('(');
        do {
            if (parts.size() == PARTS) {
                throw cursor.unexpected("at most " + PARTS + " parts");
            }
            if (cursor.takeWord("URL")) {
                cursor.blank();
                parts.add(new MessagePart.Url(tokens.astring("a URL")));
            } else if (cursor.takeWord("TEXT")) {
                cursor.blank();
                parts.add(literal());
            } else {
                throw cursor.unexpected("URL or TEXT");
            }
        } while (cursor.take(' '));
        close();
        return parts;
    }

    private MessagePart literal() throws SyntaxException {
        return new MessagePart.Text(cursor.messageLiteral(MESSAGE));
    }

    /** The end of a list, which is yet to come where the message literal before it is. */
    private void close() throws SyntaxException {
        if (!cursor.pending()) {
            cursor.expect(')');
        }
    }
}
