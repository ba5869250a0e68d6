// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.LiteralHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;

/** A place in the octets of a command, which only goes forward. Says position, found and expected where something else is expected. */
final class Cursor {
    /** What {@link #peek} returns behind the last octet. */
    static final int END = -1;

    private static final int FOUND = 20;

    private final CommandText text;
    private final byte[] octets;
    private final int end;
    private final boolean prefix;
    private int position;
    private boolean secret;

    /**
     * @param end where the command ends, without its CR LF
     * @param prefix true if the command goes on behind the message literal that it ends with
     */
    Cursor(CommandText text, int end, boolean prefix) {
        this.text = text;
        this.octets = text.octets();
        this.end = end;
        this.prefix = prefix;
    }

    /** What is found is not told from now on: it may be a password. */
    void hideWhatIsFound() {
        secret = true;
    }

    int position() {
        return position;
    }

    /** The next octet, from 0 to 255; {@link #END} if there is none. */
    int peek() {
        return position < end ? octets[position] & 0xff : END;
    }

    /** The octet after the next one. */
    int peekSecond() {
        return position + 1 < end ? octets[position + 1] & 0xff : END;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** True if the rest of the command is yet to come. */
    boolean pending() {
        return prefix && atEnd();
    }

    int next() {
        int octet = peek();
        position++;
        return octet;
    }

    /** Takes an octet if it is the next one. */
    boolean take(char wanted) {
        if (peek() == wanted) {
            position++;
            return true;
        }
        return false;
    }

    void expect(char wanted) throws SyntaxException {
        if (!take(wanted)) {
            throw unexpected(wanted == ' ' ? "a blank" : "'" + wanted + "'");
        }
    }

    void blank() throws SyntaxException {
        expect(' ');
    }

    /** Takes a word if it is next, in any case of letters, and no octet of an atom follows. */
    boolean takeWord(String word) {
        int after = position + word.length();
        if (after > end || (after < end && Octets.isAtom(octets[after] & 0xff))) {
            return false;
        }
        if (!startsWith(word)) {
            return false;
        }
        position = after;
        return true;
    }

    /** Takes characters if they are next, in any case of letters. */
    boolean takePrefix(String characters) {
        boolean found = position + characters.length() <= end && startsWith(characters);
        position += found ? characters.length() : 0;
        return found;
    }

    private boolean startsWith(String word) {
        for (int i = 0; i < word.length(); i++) {
            char octet = (char) (octets[position + i] & 0xff);
            if (octet != word.charAt(i) && upper(octet) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char upper(char octet) {
        return octet >= 'a' && octet <= 'z' ? (char) (octet - 32) : octet;
    }

    /** Takes octets of a class, at least one. */
    byte[] run(IntPredicate of, String expected) throws SyntaxException {
        int from = position;
        while (!atEnd() && of.test(octets[position] & 0xff)) {
            position++;
        }
        if (position == from) {
            throw unexpected(expected);
        }
        return Arrays.copyOfRange(octets, from, position);
    }

    /** Takes an atom in upper case. */
    String atom(String expected) throws SyntaxException {
        return new String(run(Octets::isAtom, expected), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }

    /** Takes a literal that is part of the command; {@code {} is next. */
    byte[] literal(String expected) throws SyntaxException {
        long size = announcement(expected);
        if (text.messageAt(position) >= 0 || size > end - position) {
            throw unexpected(expected);
        }
        int from = position;
        position += (int) size;
        return Arrays.copyOfRange(octets, from, position);
    }

    /** Takes the announcement of a message literal. */
    LiteralHandle messageLiteral(String expected) throws SyntaxException {
        boolean binary = take('~');
        long size = announcement(expected);
        int index = text.messageAt(position);
        if (index < 0) {
            throw unexpected(expected);
        }
        return new LiteralHandle(index, size, binary);
    }

    private long announcement(String expected) throws SyntaxException {
        int line = position;
        while (line < end && octets[line] != '\n') {
            line++;
        }
        boolean ended = line < end && line > position && octets[line - 1] == '\r';
        LiteralHeader header = ended ? LiteralHeader.before(octets, line - 1) : null;
        if (peek() != '{' || header == null || header.start() + (header.binary() ? 1 : 0) != position) {
            throw unexpected(expected);
        }
        position = line + 1;
        return header.size();
    }

    SyntaxException unexpected(String expected) {
        return SyntaxException.bad("position " + (position + 1) + ": found " + found() + "; expected " + expected);
    }

    private String found() {
        if (position >= end) {
            return "the end";
        }
        if (secret) {
            return "something else";
        }
        StringBuilder found = new StringBuilder("'");
        int until = Math.min(end, position + FOUND);
        for (int i = position; i < until; i++) {
            char c = (char) (octets[i] & 0xff);
            found.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return found.append(until < end ? "...'" : "'").toString();
    }
}
