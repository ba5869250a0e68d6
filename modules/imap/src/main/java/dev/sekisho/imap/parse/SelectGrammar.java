// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.QresyncParameters;
import dev.sekisho.imap.command.QresyncParameters.SequenceMatch;
import dev.sekisho.imap.command.SelectParameters;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import java.util.Optional;

/** The arguments of SELECT and EXAMINE (RFC 9051 6.3.2, RFC 7162 7). */
final class SelectGrammar {
    private SelectGrammar() {}

    static MailboxCommand.Select select(Tokens tokens, boolean examine) throws SyntaxException {
        MailboxName mailbox = MailboxGrammar.mailbox(tokens);
        Cursor cursor = tokens.cursor();
        if (cursor.peek() != ' ' || cursor.peekSecond() != '(') {
            return new MailboxCommand.Select(mailbox, examine, SelectParameters.NONE);
        }
        cursor.blank();
        cursor.expect('(');
        boolean condstore = false;
        Optional<QresyncParameters> qresync = Optional.empty();
        do {
            if (cursor.takeWord("CONDSTORE")) {
                condstore = true;
            } else if (cursor.takeWord("QRESYNC")) {
                qresync = Optional.of(qresync(tokens));
            } else {
                throw cursor.unexpected("CONDSTORE or QRESYNC");
            }
        } while (cursor.take(' '));
        cursor.expect(')');
        return new MailboxCommand.Select(mailbox, examine, new SelectParameters(condstore, qresync));
    }

    private static QresyncParameters qresync(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        cursor.expect('(');
        long uidValidity = tokens.positive("a UIDVALIDITY");
        cursor.blank();
        long modSeq = tokens.number64("a MODSEQ");
        Optional<NumberRanges> known = Optional.empty();
        Optional<SequenceMatch> match = Optional.empty();
        if (cursor.peek() == ' ' && cursor.peekSecond() != '(') {
            cursor.blank();
            known = Optional.of(SequenceSetParser.numbers(tokens));
        }
        if (cursor.take(' ')) {
            match = Optional.of(match(tokens));
        }
        cursor.expect(')');
        return new QresyncParameters(uidValidity, modSeq, known, match);
    }

    private static SequenceMatch match(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.expect('(');
        NumberRanges numbers = SequenceSetParser.numbers(tokens);
        cursor.blank();
        NumberRanges uids = SequenceSetParser.numbers(tokens);
        if (numbers.size() != uids.size()) {
            throw cursor.unexpected("as many UIDs as message numbers before this");
        }
        cursor.expect(')');
        return new SequenceMatch(numbers, uids);
    }
}
