// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.fetch.FetchModifiers;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SequenceSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The arguments of FETCH (RFC 9051 6.4.5 and 9, fetch-att; RFC 7162 7). */
final class FetchGrammar {
    private static final String ITEM = "an item of FETCH";
    /** The most items of one FETCH: each may cost a look at the whole message. */
    private static final int ITEMS = 200;

    private static final List<FetchItem> FAST =
            List.of(FetchAttribute.FLAGS, FetchAttribute.INTERNALDATE, FetchAttribute.RFC822_SIZE);

    private final Tokens tokens;
    private final Cursor cursor;
    private final SectionGrammar sections;

    FetchGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
        this.sections = new SectionGrammar(tokens);
    }

    MessageCommand.Fetch fetch(boolean uid) throws SyntaxException {
        SequenceSet messages = CommandGrammar.messages(tokens);
        cursor.blank();
        Set<FetchItem> items = new LinkedHashSet<>();
        if (cursor.peek() == '(') {
            items.addAll(list());
        } else if (!macro(items)) {
            items.add(item());
        }
        FetchModifiers modifiers = FetchModifiers.NONE;
        if (cursor.peek() == ' ' && cursor.peekSecond() == '(') {
            cursor.blank();
            modifiers = modifiers(uid);
        }
        return new MessageCommand.Fetch(messages, List.copyOf(items), modifiers, uid);
    }

    /** Items in parentheses. */
    Set<FetchItem> list() throws SyntaxException {
        Set<FetchItem> items = new LinkedHashSet<>();
        cursor.expect('(');
        do {
            items.add(item());
            if (items.size() > ITEMS) {
                throw SyntaxException.no(ResponseCode.LIMIT, "A FETCH has at most " + ITEMS + " items");
            }
        } while (cursor.take(' '));
        cursor.expect(')');
        return items;
    }

    private boolean macro(Set<FetchItem> items) {
        boolean all = cursor.takeWord("ALL");
        boolean full = !all && cursor.takeWord("FULL");
        if (!all && !full && !cursor.takeWord("FAST")) {
            return false;
        }
        items.addAll(FAST);
        if (all || full) {
            items.add(FetchAttribute.ENVELOPE);
        }
        if (full) {
            items.add(FetchAttribute.BODY);
        }
        return true;
    }

    private FetchItem item() throws SyntaxException {
        if (cursor.takePrefix("BODY[")) {
            return new BodySection(sections.section(), false, partial());
        }
        if (cursor.takePrefix("BODY.PEEK[")) {
            return new BodySection(sections.section(), true, partial());
        }
        if (cursor.takePrefix("BINARY[")) {
            return new BinarySection(sections.part(), false, partial());
        }
        if (cursor.takePrefix("BINARY.PEEK[")) {
            return new BinarySection(sections.part(), true, partial());
        }
        if (cursor.takePrefix("BINARY.SIZE[")) {
            return new BinarySize(sections.part());
        }
        String word = cursor.atom(ITEM);
        FetchAttribute attribute =
                FetchAttribute.of(word).orElseThrow(() -> cursor.unexpected("a known item of FETCH before this"));
        return attribute == FetchAttribute.PREVIEW ? preview() : attribute;
    }

    /** RFC 8970 6. */
    private FetchItem preview() throws SyntaxException {
        if (cursor.peek() != ' ' || cursor.peekSecond() != '(') {
            return FetchAttribute.PREVIEW;
        }
        cursor.blank();
        cursor.expect('(');
        if (!cursor.takeWord("LAZY")) {
            throw cursor.unexpected("LAZY");
        }
        cursor.expect(')');
        return FetchAttribute.PREVIEW_LAZY;
    }

    private Optional<Partial> partial() throws SyntaxException {
        if (!cursor.take('<')) {
            return Optional.empty();
        }
        long offset = tokens.number64("an offset");
        cursor.expect('.');
        long length = tokens.number64("a length");
        if (length == 0) {
            throw cursor.unexpected("a length of at least 1 before this");
        }
        cursor.expect('>');
        return Optional.of(new Partial(offset, length));
    }

    private FetchModifiers modifiers(boolean uid) throws SyntaxException {
        OptionalLong changedSince = OptionalLong.empty();
        boolean vanished = false;
        cursor.expect('(');
        do {
            if (cursor.takeWord("CHANGEDSINCE")) {
                cursor.blank();
                changedSince = OptionalLong.of(tokens.number64("a MODSEQ"));
            } else if (uid && cursor.takeWord("VANISHED")) {
                vanished = true;
            } else {
                throw cursor.unexpected(uid ? "CHANGEDSINCE or VANISHED" : "CHANGEDSINCE");
            }
        } while (cursor.take(' '));
        if (vanished && changedSince.isEmpty()) {
            throw cursor.unexpected("CHANGEDSINCE with VANISHED");
        }
        cursor.expect(')');
        return new FetchModifiers(changedSince, vanished);
    }
}
