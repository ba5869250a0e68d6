// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.ModifiedUtf7;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ResponseCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The arguments that many commands have (RFC 9051 9): strings, numbers, names, flags. Each method takes one, from where the cursor is. */
final class Tokens {
    private static final String STRING = "a string";

    private final Cursor cursor;
    private final ParserOptions options;

    Tokens(Cursor cursor, ParserOptions options) {
        this.cursor = cursor;
        this.options = options;
    }

    Cursor cursor() {
        return cursor;
    }

    ParserOptions options() {
        return options;
    }

    /** astring, in UTF-8. */
    String astring(String expected) throws SyntaxException {
        return utf8(astringOctets(expected), expected);
    }

    /** The octets of an astring. */
    byte[] astringOctets(String expected) throws SyntaxException {
        return isString() ? stringOctets(expected) : cursor.run(Octets::isAstring, expected);
    }

    /** string: quoted or a literal, in UTF-8. */
    String string() throws SyntaxException {
        return utf8(stringOctets(STRING), STRING);
    }

    /** nstring; empty for NIL. */
    Optional<String> nstring() throws SyntaxException {
        if (cursor.takeWord("NIL")) {
            return Optional.empty();
        }
        cursor.take('~');
        return Optional.of(string());
    }

    private boolean isString() {
        return cursor.peek() == '"' || cursor.peek() == '{';
    }

    private byte[] stringOctets(String expected) throws SyntaxException {
        if (cursor.peek() == '{') {
            byte[] octets = cursor.literal(expected);
            for (byte octet : octets) {
                if (octet == 0) {
                    throw SyntaxException.bad(
                            "position " + cursor.position() + ": found a NUL in a literal; expected none");
                }
            }
            return octets;
        }
        if (cursor.peek() != '"') {
            throw cursor.unexpected(expected);
        }
        cursor.next();
        return quoted();
    }

    private byte[] quoted() throws SyntaxException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (cursor.peek() != '"') {
            if (cursor.peek() == '\\') {
                cursor.next();
            }
            if (!Octets.isText(cursor.peek())) {
                throw cursor.unexpected("the end of a quoted string");
            }
            octets.write(cursor.next());
        }
        cursor.next();
        return octets.toByteArray();
    }

    private static String utf8(byte[] octets, String expected) throws SyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw SyntaxException.bad("found octets that are not UTF-8; expected " + expected);
        }
    }

    /** number: 32 bits, unsigned. */
    long number(String expected) throws SyntaxException {
        return number(NumberRanges.LARGEST, expected);
    }

    /** nz-number. */
    long positive(String expected) throws SyntaxException {
        if (cursor.peek() == '0') {
            throw cursor.unexpected(expected);
        }
        return number(NumberRanges.LARGEST, expected);
    }

    /** number64: 63 bits. */
    long number64(String expected) throws SyntaxException {
        return number(Long.MAX_VALUE, expected);
    }

    private long number(long largest, String expected) throws SyntaxException {
        if (!Octets.isDigit(cursor.peek())) {
            throw cursor.unexpected(expected);
        }
        long number = 0;
        while (Octets.isDigit(cursor.peek())) {
            int digit = cursor.peek() - '0';
            if (number > (largest - digit) / 10) {
                throw cursor.unexpected(expected + " of at most " + largest);
            }
            number = 10 * number + digit;
            cursor.next();
        }
        return number;
    }

    /** mailbox: a name that must be one. */
    MailboxName mailbox() throws SyntaxException {
        return mailbox(astring("a mailbox name"), ResponseCode.NONEXISTENT);
    }

    /** mailbox, of one that is to be made. */
    MailboxName newMailbox() throws SyntaxException {
        return mailbox(astring("a mailbox name"), ResponseCode.CANNOT);
    }

    /** The mailbox of a name on the wire. */
    MailboxName mailbox(String name, ResponseCode code) throws SyntaxException {
        return decoded(name)
                .flatMap(MailboxName::of)
                .orElseThrow(() -> SyntaxException.no(
                        code, "The mailbox name cannot be decoded, or has characters that no name has"));
    }

    /** A name or a pattern as its user reads it; empty if it cannot be decoded. */
    Optional<String> decoded(String name) {
        return options.utf8() ? Optional.of(name) : ModifiedUtf7.decode(name);
    }

    /** flag; one that the server alone sets is taken too. */
    Flag flag() throws SyntaxException {
        boolean system = cursor.take('\\');
        byte[] name = cursor.run(Octets::isAtom, "a flag");
        return Flag.of((system ? "\\" : "") + new String(name, StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> cursor.unexpected("a flag of ASCII, of at most " + Flag.LONGEST + " octets"));
    }

    /** flag-list: flags in parentheses. */
    Set<Flag> flags() throws SyntaxException {
        Set<Flag> flags = new LinkedHashSet<>();
        cursor.expect('(');
        while (!cursor.take(')')) {
            if (!flags.isEmpty()) {
                cursor.blank();
            }
            flags.add(flag());
        }
        return flags;
    }
}
