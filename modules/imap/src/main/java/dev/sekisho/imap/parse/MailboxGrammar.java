// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SpecialUse;
import dev.sekisho.imap.value.StatusItem;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The arguments of the commands on mailboxes. */
final class MailboxGrammar {
    private MailboxGrammar() {}

    /** A blank and the name of a mailbox. */
    static MailboxName mailbox(Tokens tokens) throws SyntaxException {
        tokens.cursor().blank();
        return tokens.mailbox();
    }

    /** RFC 9051 6.3.4, RFC 6154 6. */
    static MailboxCommand.Create create(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        String name = tokens.astring("a mailbox name");
        boolean asParent = name.length() > 1
                && name.charAt(name.length() - 1) == tokens.options().separator();
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        if (cursor.peek() == ' ' && cursor.peekSecond() == '(') {
            cursor.blank();
            cursor.expect('(');
            if (!cursor.takeWord("USE")) {
                throw cursor.unexpected("USE");
            }
            cursor.blank();
            cursor.expect('(');
            uses(tokens, uses);
            cursor.expect(')');
        }
        String whole = asParent ? name.substring(0, name.length() - 1) : name;
        return new MailboxCommand.Create(tokens.mailbox(whole, ResponseCode.CANNOT), asParent, uses);
    }

    private static void uses(Tokens tokens, Set<SpecialUse> uses) throws SyntaxException {
        boolean first = true;
        while (!tokens.cursor().take(')')) {
            if (!first) {
                tokens.cursor().blank();
            }
            first = false;
            String attribute = tokens.flag().name();
            uses.add(SpecialUse.of(attribute)
                    .orElseThrow(() -> SyntaxException.no(ResponseCode.USEATTR, "Unknown special use " + attribute)));
        }
    }

    static MailboxCommand.Rename rename(Tokens tokens) throws SyntaxException {
        MailboxName from = mailbox(tokens);
        tokens.cursor().blank();
        return new MailboxCommand.Rename(from, tokens.newMailbox());
    }

    static MailboxCommand.Status status(Tokens tokens) throws SyntaxException {
        MailboxName mailbox = mailbox(tokens);
        tokens.cursor().blank();
        return new MailboxCommand.Status(mailbox, statusItems(tokens));
    }

    /** The items of STATUS in parentheses. */
    static Set<StatusItem> statusItems(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        Set<StatusItem> items = new LinkedHashSet<>();
        cursor.expect('(');
        do {
            String word = cursor.atom("an item of STATUS");
            items.add(StatusItem.of(word).orElseThrow(() -> cursor.unexpected("a known item of STATUS before this")));
        } while (cursor.take(' '));
        cursor.expect(')');
        return items;
    }
}
