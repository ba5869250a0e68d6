// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

/**
 * The lexical tokens of an address field (RFC 5322 3.2): words, quoted strings, domain literals, comments, and special characters. Total, in
 * linear time: what is never closed ends with the field.
 */
final class AddressTokens {
    /** An encoded word has at most 75 octets by RFC 2047; some programs write longer ones. */
    private static final int LONGEST_ENCODED_WORD = 1000;

    private static final int LONGEST_CHARSET = 100;

    private static final String SPECIALS = "<>():;@,.\"[";

    /** What a token is. */
    enum Kind {
        ATOM,
        ENCODED_WORD,
        QUOTED,
        LITERAL,
        SPECIAL,
        END
    }

    private final String field;
    private int position;
    private boolean quotesClose = true;

    private Kind kind = Kind.END;
    private String text = "";
    private boolean spaced;
    private String comment = "";

    AddressTokens(String field) {
        this.field = field;
        next();
    }

    Kind kind() {
        return kind;
    }

    /** The token's text, without quotes and their backslashes. */
    String text() {
        return text;
    }

    /** Whether white space or a comment is before the token. */
    boolean isSpaced() {
        return spaced;
    }

    boolean isSpecial(char special) {
        return kind == Kind.SPECIAL && text.charAt(0) == special;
    }

    boolean isWord() {
        return kind != Kind.SPECIAL && kind != Kind.END;
    }

    /** The last comment that was passed over since the last call; empty if there was none. */
    String takeComment() {
        String taken = comment;
        comment = "";
        return taken;
    }

    void next() {
        spaced = skipBlanksAndComments();
        if (position >= field.length()) {
            set(Kind.END, "");
        } else if (!quoted() && !encodedWord()) {
            plain();
        }
    }

    private void plain() {
        char first = field.charAt(position);
        if (first == '[') {
            literal();
        } else if (isSpecialAt(position)) {
            position++;
            set(Kind.SPECIAL, String.valueOf(first));
        } else {
            int start = position;
            while (position < field.length() && !isBlankAt(position) && !isSpecialAt(position)) {
                position++;
            }
            set(Kind.ATOM, field.substring(start, position));
        }
    }

    /** A quote that nothing closes is a character as any other, and so are all quotes behind it. */
    private boolean quoted() {
        if (field.charAt(position) != '"' || !quotesClose) {
            return false;
        }
        StringBuilder content = new StringBuilder();
        for (int i = position + 1; i < field.length(); i++) {
            char octet = field.charAt(i);
            if (octet == '"') {
                position = i + 1;
                set(Kind.QUOTED, content.toString());
                return true;
            }
            if (octet == '\\' && i + 1 < field.length()) {
                i++;
            }
            content.append(field.charAt(i));
        }
        quotesClose = false;
        return false;
    }

    /** An encoded word is one token whatever characters a careless program left in it. */
    private boolean encodedWord() {
        if (!field.startsWith("=?", position)) {
            return false;
        }
        int charsetEnd = field.indexOf('?', position + 2);
        boolean hasEncoding = charsetEnd > 0
                && charsetEnd + 2 < field.length()
                && "BbQq".indexOf(field.charAt(charsetEnd + 1)) >= 0
                && field.charAt(charsetEnd + 2) == '?'
                && isCharset(position + 2, charsetEnd);
        if (!hasEncoding) {
            return false;
        }
        int textEnd = charsetEnd + 3;
        int limit = Math.min(field.length(), position + LONGEST_ENCODED_WORD);
        while (textEnd < limit && field.charAt(textEnd) != '?') {
            textEnd++;
        }
        if (!field.startsWith("?=", textEnd)) {
            return false;
        }
        set(Kind.ENCODED_WORD, field.substring(position, textEnd + 2));
        position = textEnd + 2;
        return true;
    }

    private boolean isCharset(int start, int end) {
        if (end - start > LONGEST_CHARSET) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (isBlankAt(i) || isSpecialAt(i) && field.charAt(i) != '.') {
                return false;
            }
        }
        return end > start;
    }

    private void literal() {
        int end = field.indexOf(']', position);
        int stop = end < 0 ? field.length() : end + 1;
        set(Kind.LITERAL, field.substring(position, stop));
        position = stop;
    }

    private boolean skipBlanksAndComments() {
        int start = position;
        while (position < field.length()) {
            if (isBlankAt(position)) {
                position++;
            } else if (field.charAt(position) == '(') {
                skipComment();
            } else {
                break;
            }
        }
        return position > start;
    }

    private void skipComment() {
        StringBuilder content = new StringBuilder();
        int depth = 0;
        do {
            char octet = field.charAt(position++);
            if (octet == '\\' && position < field.length()) {
                content.append(field.charAt(position++));
                continue;
            }
            depth += octet == '(' ? 1 : octet == ')' ? -1 : 0;
            boolean outermost = octet == '(' ? depth == 1 : octet == ')' && depth == 0;
            if (!outermost) {
                content.append(octet);
            }
        } while (depth > 0 && position < field.length());
        comment = FieldOctets.trimmed(content);
    }

    private void set(Kind newKind, String newText) {
        kind = newKind;
        text = newText;
    }

    private boolean isBlankAt(int at) {
        char octet = field.charAt(at);
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    private boolean isSpecialAt(int at) {
        char octet = field.charAt(at);
        return octet == '"' ? quotesClose : SPECIALS.indexOf(octet) >= 0;
    }
}
