// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchReturn;
import dev.sekisho.imap.search.SearchReturn.Option;
import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.imap.thread.ThreadAlgorithm;
import dev.sekisho.imap.value.ResponseCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of SEARCH (RFC 9051 6.4.4, RFC 4731 5), SORT and THREAD (RFC 5256 5). */
final class SearchGrammar {
    private final Tokens tokens;
    private final Cursor cursor;

    SearchGrammar(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    MessageCommand.Search search(boolean uid) throws SyntaxException {
        cursor.blank();
        Optional<SearchReturn> result = Optional.empty();
        if (cursor.takeWord("RETURN")) {
            cursor.blank();
            result = Optional.of(returns());
            cursor.blank();
        }
        Charset charset = StandardCharsets.UTF_8;
        if (cursor.takeWord("CHARSET")) {
            cursor.blank();
            charset = charset();
            cursor.blank();
        }
        return new MessageCommand.Search(new SearchKeyGrammar(tokens, charset).keys(), result, uid);
    }

    MessageCommand.Sort sort(boolean uid) throws SyntaxException {
        cursor.blank();
        List<SortCriterion> criteria = new ArrayList<>();
        cursor.expect('(');
        do {
            boolean reverse = cursor.takeWord("REVERSE");
            if (reverse) {
                cursor.blank();
            }
            String word = cursor.atom("a sort key");
            SortKey key = SortKey.of(word).orElseThrow(() -> cursor.unexpected("a known sort key before this"));
            if (criteria.stream().noneMatch(before -> before.key() == key)) {
                criteria.add(new SortCriterion(key, reverse));
            }
        } while (cursor.take(' '));
        cursor.expect(')');
        return new MessageCommand.Sort(criteria, keysWithCharset(), uid);
    }

    MessageCommand.Thread thread(boolean uid) throws SyntaxException {
        cursor.blank();
        String word = cursor.atom("a threading algorithm");
        ThreadAlgorithm algorithm = ThreadAlgorithm.of(word)
                .orElseThrow(() -> cursor.unexpected("ORDEREDSUBJECT or REFERENCES before this"));
        return new MessageCommand.Thread(algorithm, keysWithCharset(), uid);
    }

    private SearchKey keysWithCharset() throws SyntaxException {
        cursor.blank();
        Charset charset = charset();
        cursor.blank();
        return new SearchKeyGrammar(tokens, charset).keys();
    }

    private SearchReturn returns() throws SyntaxException {
        Set<Option> options = EnumSet.noneOf(Option.class);
        cursor.expect('(');
        boolean first = true;
        while (!cursor.take(')')) {
            if (!first) {
                cursor.blank();
            }
            first = false;
            String word = cursor.atom("a result option");
            options.add(
                    switch (word) {
                        case "MIN" -> Option.MIN;
                        case "MAX" -> Option.MAX;
                        case "ALL" -> Option.ALL;
                        case "COUNT" -> Option.COUNT;
                        case "SAVE" -> Option.SAVE;
                        default -> throw cursor.unexpected("a known result option before this");
                    });
        }
        if (options.isEmpty()) {
            options.add(Option.ALL);
        }
        return new SearchReturn(options);
    }

    private Charset charset() throws SyntaxException {
        String name = tokens.astring("a charset");
        try {
            Charset charset = Charset.forName(name);
            // What looks like US-ASCII and is not, clients mean as UTF-8 (RFC 9051 6.4.4).
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException unknown) {
            throw SyntaxException.no(ResponseCode.BADCHARSET, "Unknown charset");
        }
    }
}
