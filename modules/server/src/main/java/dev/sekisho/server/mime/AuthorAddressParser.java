// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the mailboxes of a From or Sender (RFC 5322 3.4) where every reader has to read the same: what readers differ about is not read at
 * all. That is narrower than the RFC: no groups, no routes, no domain literals, no blanks or comments within an address, comments only
 * behind a name or an address and without marks of addresses, and no characters that end a line for some.
 *
 * <p>It is wider in two things that clients write and all read alike: a name may hold dots (RFC 5322 4.1), and characters in UTF-8 (RFC
 * 6532 3.2).
 */
final class AuthorAddressParser {
    private static final int MOST = 100;
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern DOT_ATOM = Pattern.compile(ATEXT + "(\\." + ATEXT + ")*");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\\x{80}-\\x{10ffff}-]");
    private static final Pattern IN_COMMENT = Pattern.compile("[^()<>@\"\\\\]");

    private final String text;
    private final List<String> addresses = new ArrayList<>();
    private int at;

    private AuthorAddressParser(String text) {
        this.text = text;
    }

    /**
     * The addresses of a field's value, each as {@code local@domain}, its local part without quotes it has no need of.
     *
     * @param value the octets behind the colon, with their line ends
     * @return none if the value cannot be read
     */
    static List<String> parse(byte[] value) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString()
                    .replace("\r\n", "");
            Optional<List<String>> encoded = EncodedWords.addresses(decoded);
            if (encoded.isEmpty() || decoded.codePoints().anyMatch(AuthorAddressParser::breaksLines)) {
                return List.of();
            }
            List<String> all = new ArrayList<>(new AuthorAddressParser(decoded).list());
            all.addAll(encoded.get());
            return List.copyOf(all);
        } catch (CharacterCodingException | Unreadable unreadable) {
            return List.of();
        }
    }

    /** True if a text is an address and nothing else, without quotes. */
    static boolean isPlainAddress(String text) {
        int at = text.indexOf('@');
        return at > 0
                && DOT_ATOM.matcher(text.substring(0, at)).matches()
                && DOMAIN.matcher(text.substring(at + 1)).matches();
    }

    /** True for what is a line end or an end of text to some reader, and for the byte order mark, which none shows. */
    static boolean breaksLines(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL && character != '\t'
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || character == 0xFEFF;
    }

    private List<String> list() throws Unreadable {
        do {
            mailbox();
            blanksAndComments();
        } while (addresses.size() < MOST && accept(','));
        expect(at == text.length());
        return List.copyOf(addresses);
    }

    /** {@code local@domain}, or words and {@code <local@domain>}. */
    private void mailbox() throws Unreadable {
        blanks();
        int begin = at;
        if (isAddress()) {
            return;
        }
        at = begin;
        while (!accept('<')) {
            word();
            blanksAndComments();
        }
        expect(isAddress() && accept('>'));
    }

    /** Reads an address and adds it; false if none stands here. */
    private boolean isAddress() throws Unreadable {
        if (at == text.length()) {
            return false;
        }
        boolean quoted = text.charAt(at) == '"';
        String local = quoted ? quoted() : run();
        if (!accept('@')) {
            return false;
        }
        String domain = run();
        boolean atom = DOT_ATOM.matcher(local).matches();
        expect(DOMAIN.matcher(domain).matches()
                && (atom || quoted && local.chars().allMatch(c -> c < 127)));
        addresses.add((atom ? local : quote(local)) + "@" + domain);
        return true;
    }

    private void word() throws Unreadable {
        expect(at < text.length());
        if (text.charAt(at) == '"') {
            quoted();
        } else {
            expect(!run().isEmpty());
        }
    }

    private String run() {
        int begin = at;
        while (at < text.length()
                && WORD.matcher(Character.toString(text.codePointAt(at))).matches()) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(begin, at);
    }

    /** What a quoted string means (RFC 5322 3.2.4). */
    private String quoted() throws Unreadable {
        StringBuilder meaning = new StringBuilder();
        at++;
        while (!accept('"')) {
            accept('\\');
            expect(at < text.length());
            meaning.append(text.charAt(at++));
        }
        return meaning.toString();
    }

    private static String quote(String local) {
        return '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void blanksAndComments() throws Unreadable {
        blanks();
        while (accept('(')) {
            comment();
            blanks();
        }
    }

    private void comment() throws Unreadable {
        int open = 1;
        while (open > 0) {
            expect(at < text.length());
            if (accept('(')) {
                open++;
            } else if (accept(')')) {
                open--;
            } else {
                expect(IN_COMMENT.matcher(text.substring(at, at + 1)).matches());
                at++;
            }
        }
    }

    private void blanks() {
        while (accept(' ') || accept('\t')) {
            continue;
        }
    }

    private boolean accept(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private static void expect(boolean readable) throws Unreadable {
        if (!readable) {
            throw new Unreadable();
        }
    }

    /** The value is none that all readers read alike. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
    }
}
