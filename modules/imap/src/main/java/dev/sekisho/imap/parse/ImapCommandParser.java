// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.imap.ImapVerb;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads commands: any octets are read as a command or as a failure, in time in proportion to their number. */
public final class ImapCommandParser {
    private static final int LONGEST_TAG = 256;
    private static final String NO_TAG = "*";

    private ImapCommandParser() {}

    /**
     * Reads a whole command that has no message literal.
     *
     * @param octets its lines, with their CR LF, and its literals
     */
    public static ParseResult parse(byte[] octets, ParserOptions options) {
        CommandText text = new CommandText();
        text.append(ByteBuffer.wrap(octets), octets.length);
        return parse(text, options, false);
    }

    /**
     * Reads a command.
     *
     * @param prefix true if it ends with the announcement of a message literal, and the rest is yet to come
     */
    static ParseResult parse(CommandText text, ParserOptions options, boolean prefix) {
        String tag = tag(text);
        ImapVerb verb = ImapVerb.UNKNOWN;
        int end = prefix ? text.length() : endOf(text);
        Cursor cursor = new Cursor(text, end, prefix);
        try {
            cursor.run(Octets::isTag, "a tag");
            if (tag.equals(NO_TAG)) {
                // Too long, or an octet behind it that no tag has: then there is no blank.
                cursor.blank();
                throw SyntaxException.bad("found a tag of more than " + LONGEST_TAG + " octets");
            }
            cursor.blank();
            String word = cursor.atom("a command");
            boolean uid = word.equals("UID");
            if (uid) {
                cursor.blank();
                word = cursor.atom("a command");
            }
            verb = ImapVerb.of(word);
            return new ParsedCommand(tag, command(verb, uid, new Tokens(cursor, options)));
        } catch (SyntaxException e) {
            return new ParseFailure(tag, verb, e.status, e.code, e.text(), false);
        }
    }

    private static ImapCommand command(ImapVerb verb, boolean uid, Tokens tokens) throws SyntaxException {
        if (verb == ImapVerb.LOGIN || verb == ImapVerb.AUTHENTICATE) {
            tokens.cursor().hideWhatIsFound();
        }
        ImapCommand command = CommandGrammar.command(verb, uid, tokens);
        Cursor cursor = tokens.cursor();
        while (cursor.take(' ')) {
            // Clients write blanks at the end of a line.
        }
        if (!cursor.atEnd()) {
            throw cursor.unexpected("the end of the command");
        }
        return command;
    }

    /** A failure that is not one of the grammar, of a command as far as it has come. */
    static ParseFailure failure(CommandText text, ReplyStatus status, Optional<ResponseCode> code, String why) {
        return new ParseFailure(tag(text), verb(text), status, code, why, false);
    }

    private static int endOf(CommandText text) {
        int end = text.length();
        end -= end > 0 && text.octets()[end - 1] == '\n' ? 1 : 0;
        end -= end > 0 && text.octets()[end - 1] == '\r' ? 1 : 0;
        return end;
    }

    private static String tag(CommandText text) {
        int end = 0;
        while (end < text.length() && Octets.isTag(text.octets()[end] & 0xff)) {
            end++;
        }
        boolean ended = end == text.length() || text.octets()[end] == ' ' || end == endOf(text);
        return ended && end > 0 && end <= LONGEST_TAG
                ? new String(text.octets(), 0, end, StandardCharsets.US_ASCII)
                : NO_TAG;
    }

    private static ImapVerb verb(CommandText text) {
        String beginning =
                new String(text.octets(), 0, Math.min(text.length(), LONGEST_TAG + 64), StandardCharsets.ISO_8859_1);
        String[] words = beginning.split("[ \r\n]", 4);
        int at = words.length > 2 && words[1].equalsIgnoreCase("UID") ? 2 : 1;
        return words.length > at ? ImapVerb.of(words[at]) : ImapVerb.UNKNOWN;
    }
}
