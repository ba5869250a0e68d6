// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.StoreMode;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.SequenceSet;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The arguments of STORE (RFC 9051 6.4.6, RFC 7162 3.1.3). */
final class StoreGrammar {
    private StoreGrammar() {}

    static MessageCommand.Store store(Tokens tokens, boolean uid) throws SyntaxException {
        SequenceSet messages = CommandGrammar.messages(tokens);
        Cursor cursor = tokens.cursor();
        cursor.blank();
        OptionalLong unchangedSince = OptionalLong.empty();
        if (cursor.take('(')) {
            if (!cursor.takeWord("UNCHANGEDSINCE")) {
                throw cursor.unexpected("UNCHANGEDSINCE");
            }
            cursor.blank();
            unchangedSince = OptionalLong.of(tokens.number64("a MODSEQ"));
            cursor.expect(')');
            cursor.blank();
        }
        StoreMode mode = cursor.take('+') ? StoreMode.ADD : cursor.take('-') ? StoreMode.REMOVE : StoreMode.REPLACE;
        if (!cursor.takePrefix("FLAGS")) {
            throw cursor.unexpected("FLAGS");
        }
        boolean silent = cursor.takePrefix(".SILENT");
        cursor.blank();
        return new MessageCommand.Store(messages, mode, silent, flags(tokens), unchangedSince, uid);
    }

    private static Set<Flag> flags(Tokens tokens) throws SyntaxException {
        if (tokens.cursor().peek() == '(') {
            return tokens.flags();
        }
        Set<Flag> flags = new LinkedHashSet<>();
        do {
            flags.add(tokens.flag());
        } while (tokens.cursor().peekSecond() != Cursor.END && tokens.cursor().take(' '));
        return flags;
    }
}
