// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.list.ListParameters.Return;
import dev.sekisho.imap.list.ListParameters.Selection;
import dev.sekisho.imap.list.MailboxPattern;
import dev.sekisho.imap.value.StatusItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The arguments of LIST (RFC 9051 6.3.9, RFC 5258 6, RFC 5819 4, RFC 6154 6) and LSUB (RFC 3501 6.3.9). */
final class ListGrammar {
    /** The most patterns of one LIST. */
    private static final int PATTERNS = 100;

    private final Tokens tokens;
    private final Cursor cursor;
    private final Set<Selection> selections = EnumSet.noneOf(Selection.class);
    private final Set<Return> returns = EnumSet.noneOf(Return.class);
    private final Set<StatusItem> status = new LinkedHashSet<>();
    private boolean extended;

    ListGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    MailboxCommand.Lsub lsub() throws SyntaxException {
        cursor.blank();
        String reference = tokens.astring("a reference");
        cursor.blank();
        return new MailboxCommand.Lsub(pattern(reference, word()));
    }

    MailboxCommand.ListCommand list() throws SyntaxException {
        cursor.blank();
        if (cursor.take('(')) {
            selections();
            cursor.blank();
        }
        String reference = tokens.astring("a reference");
        cursor.blank();
        List<String> words = words();
        if (cursor.peek() == ' ' && cursor.peekSecond() != Cursor.END && cursor.peekSecond() != ' ') {
            cursor.blank();
            returns();
        }
        boolean separatorAlone = !extended && words.get(0).isEmpty();
        List<MailboxPattern> patterns =
                words.stream().map(word -> pattern(reference, word)).toList();
        return new MailboxCommand.ListCommand(
                new ListParameters(selections, patterns, returns, status, extended, separatorAlone));
    }

    private MailboxPattern pattern(String reference, String word) {
        return word.isEmpty()
                ? MailboxPattern.NOTHING
                : tokens.decoded(reference + word).flatMap(MailboxPattern::of).orElse(MailboxPattern.NOTHING);
    }

    private List<String> words() throws SyntaxException {
        if (!cursor.take('(')) {
            return List.of(word());
        }
        extended = true;
        List<String> words = new ArrayList<>();
        do {
            if (words.size() == PATTERNS) {
                throw cursor.unexpected("at most " + PATTERNS + " patterns");
            }
            words.add(word());
        } while (cursor.take(' '));
        cursor.expect(')');
        return words;
    }

    /** list-mailbox: a string, or an atom that may have wildcards. */
    private String word() throws SyntaxException {
        if (cursor.peek() == '"' || cursor.peek() == '{') {
            return tokens.string();
        }
        return new String(cursor.run(Octets::isList, "a pattern of mailbox names"), StandardCharsets.UTF_8);
    }

    private void selections() throws SyntaxException {
        extended = true;
        while (!cursor.take(')')) {
            if (!selections.isEmpty()) {
                cursor.blank();
            }
            String word = cursor.atom("a selection option");
            selections.add(
                    switch (word) {
                        case "SUBSCRIBED" -> Selection.SUBSCRIBED;
                        case "REMOTE" -> Selection.REMOTE;
                        case "RECURSIVEMATCH" -> Selection.RECURSIVEMATCH;
                        case "SPECIAL-USE" -> Selection.SPECIAL_USE;
                        default -> throw cursor.unexpected("a known selection option before this");
                    });
        }
        if (selections.contains(Selection.RECURSIVEMATCH)
                && !selections.contains(Selection.SUBSCRIBED)
                && !selections.contains(Selection.SPECIAL_USE)) {
            throw cursor.unexpected("another selection option with RECURSIVEMATCH");
        }
    }

    private void returns() throws SyntaxException {
        if (!cursor.takeWord("RETURN")) {
            throw cursor.unexpected("RETURN");
        }
        extended = true;
        cursor.blank();
        cursor.expect('(');
        boolean first = true;
        while (!cursor.take(')')) {
            if (!first) {
                cursor.blank();
            }
            first = false;
            returnOption();
        }
    }

    private void returnOption() throws SyntaxException {
        if (cursor.takeWord("STATUS")) {
            cursor.blank();
            status.addAll(MailboxGrammar.statusItems(tokens));
            return;
        }
        String word = cursor.atom("a return option");
        returns.add(
                switch (word) {
                    case "SUBSCRIBED" -> Return.SUBSCRIBED;
                    case "CHILDREN" -> Return.CHILDREN;
                    case "SPECIAL-USE" -> Return.SPECIAL_USE;
                    default -> throw cursor.unexpected("a known return option before this");
                });
    }
}
