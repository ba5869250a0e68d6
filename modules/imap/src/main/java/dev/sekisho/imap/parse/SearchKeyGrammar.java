// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchKey.DateField;
import dev.sekisho.imap.search.SearchKey.DateRelation;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.ResponseCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Search keys (RFC 9051 9, search-key; RFC 5032, 7162, 8474, 8514), within the bounds of {@link SearchKey}. */
final class SearchKeyGrammar {
    private final Tokens tokens;
    private final Cursor cursor;
    private final Charset charset;
    private int count;
    private int texts;

    SearchKeyGrammar(Tokens tokens, Charset charset) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
        this.charset = charset;
    }

    /** Keys side by side, at least one. */
    SearchKey keys() throws SyntaxException {
        return keys(0);
    }

    private SearchKey keys(int depth) throws SyntaxException {
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(key(depth));
        } while (cursor.peekSecond() != Cursor.END && cursor.take(' '));
        return keys.size() == 1 ? keys.get(0) : new SearchKey.And(keys);
    }

    private SearchKey key(int depth) throws SyntaxException {
        if (depth > SearchKey.DEEPEST) {
            throw cursor.unexpected("at most " + SearchKey.DEEPEST + " levels of search keys");
        }
        if (++count > SearchKey.LARGEST) {
            throw cursor.unexpected("at most " + SearchKey.LARGEST + " search keys");
        }
        if (cursor.take('(')) {
            SearchKey keys = keys(depth + 1);
            cursor.expect(')');
            return keys;
        }
        if (SequenceSetParser.begins(cursor.peek())) {
            return new SearchKey.Messages(SequenceSetParser.set(tokens), false);
        }
        return named(cursor.atom("a search key"), depth);
    }

    private SearchKey named(String word, int depth) throws SyntaxException {
        return switch (word) {
            case "ALL" -> SearchKey.ALL;
            case "NOT" -> new SearchKey.Not(operand(depth));
            case "OR" -> new SearchKey.Or(operand(depth), operand(depth));
            case "UID" -> new SearchKey.Messages(CommandGrammar.messages(tokens), true);
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(word, text());
            case "HEADER" -> header();
            case "BODY" -> contains(false);
            case "TEXT" -> contains(true);
            case "LARGER", "SMALLER" -> new SearchKey.Sized(word.equals("LARGER"), size());
            case "YOUNGER", "OLDER" -> new SearchKey.Within(word.equals("YOUNGER"), seconds());
            case "MODSEQ" -> modSeq();
            case "EMAILID" -> new SearchKey.EmailId(id());
            case "THREADID" -> new SearchKey.ThreadId(id());
            case "SAVEDATESUPPORTED" -> SearchKey.ALL;
            case "KEYWORD" -> new SearchKey.HasFlag(keyword());
            case "UNKEYWORD" -> new SearchKey.Not(new SearchKey.HasFlag(keyword()));
            case "BEFORE", "ON", "SINCE" -> dated(DateField.INTERNAL, word);
            case "SENTBEFORE", "SENTON", "SENTSINCE" -> dated(DateField.SENT, word.substring("SENT".length()));
            case "SAVEDBEFORE", "SAVEDON", "SAVEDSINCE" -> dated(DateField.SAVED, word.substring("SAVED".length()));
            default -> flag(word);
        };
    }

    private SearchKey flag(String word) throws SyntaxException {
        return switch (word) {
            case "ANSWERED" -> new SearchKey.HasFlag(Flag.ANSWERED);
            case "DELETED" -> new SearchKey.HasFlag(Flag.DELETED);
            case "DRAFT" -> new SearchKey.HasFlag(Flag.DRAFT);
            case "FLAGGED" -> new SearchKey.HasFlag(Flag.FLAGGED);
            case "RECENT" -> new SearchKey.HasFlag(Flag.RECENT);
            case "SEEN" -> new SearchKey.HasFlag(Flag.SEEN);
            case "UNANSWERED" -> without(Flag.ANSWERED);
            case "UNDELETED" -> without(Flag.DELETED);
            case "UNDRAFT" -> without(Flag.DRAFT);
            case "UNFLAGGED" -> without(Flag.FLAGGED);
            case "UNSEEN" -> without(Flag.SEEN);
            case "OLD" -> without(Flag.RECENT);
            case "NEW" -> new SearchKey.And(List.of(new SearchKey.HasFlag(Flag.RECENT), without(Flag.SEEN)));
            default -> throw cursor.unexpected("a known search key before this");
        };
    }

    private static SearchKey without(Flag flag) {
        return new SearchKey.Not(new SearchKey.HasFlag(flag));
    }

    private SearchKey operand(int depth) throws SyntaxException {
        cursor.blank();
        return key(depth + 1);
    }

    private SearchKey dated(DateField field, String relation) throws SyntaxException {
        cursor.blank();
        return new SearchKey.Dated(field, DateRelation.valueOf(relation), new DateParser(cursor).date());
    }

    private SearchKey contains(boolean header) throws SyntaxException {
        if (++texts > SearchKey.MOST_TEXTS) {
            throw SyntaxException.no(
                    ResponseCode.LIMIT, "A search has at most " + SearchKey.MOST_TEXTS + " keys BODY and TEXT");
        }
        return new SearchKey.Contains(text(), header);
    }

    private SearchKey header() throws SyntaxException {
        cursor.blank();
        String field = tokens.astring("the name of a header field");
        return new SearchKey.Header(field, text());
    }

    private SearchKey modSeq() throws SyntaxException {
        cursor.blank();
        if (cursor.peek() == '"') {
            tokens.string();
            cursor.blank();
            cursor.atom("all, priv or shared");
            cursor.blank();
        }
        return new SearchKey.ModSeq(tokens.number64("a MODSEQ"));
    }

    private long size() throws SyntaxException {
        cursor.blank();
        return tokens.number64("a number of octets");
    }

    private long seconds() throws SyntaxException {
        cursor.blank();
        return tokens.positive("a number of seconds");
    }

    private Flag keyword() throws SyntaxException {
        cursor.blank();
        return tokens.flag();
    }

    private String id() throws SyntaxException {
        cursor.blank();
        return tokens.astring("an object id");
    }

    private String text() throws SyntaxException {
        cursor.blank();
        byte[] octets = tokens.astringOctets("a text");
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException malformed) {
            if (charset.equals(StandardCharsets.UTF_8)) {
                throw SyntaxException.bad("found a text that is not UTF-8; expected one, or another CHARSET");
            }
            throw SyntaxException.no(ResponseCode.BADCHARSET, "A text is not in the search's charset");
        }
    }
}
