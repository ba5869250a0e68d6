// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

/**
 * An addr-spec (RFC 5322 3.4.1) while it is read: local part, {@code @}, domain. White space and comments may be around dots and the
 * {@code @} (RFC 5322 4.4); two words side by side are no address.
 */
final class AddressSpec {
    private final StringBuilder localPart = new StringBuilder();
    private final StringBuilder domain = new StringBuilder();
    private final StringBuilder all = new StringBuilder();
    private boolean at;
    private boolean broken;
    private boolean plain = true;
    private boolean afterWord;
    private boolean literal;

    void add(AddressTokens token) {
        if (token.isSpaced() && !all.isEmpty()) {
            all.append(' ');
        }
        all.append(token.text());
        switch (token.kind()) {
            case ATOM -> {
                broken |= !token.text().chars().allMatch(AddressSpec::isAtomChar);
                word(token.text());
            }
            case QUOTED -> {
                plain = false;
                broken |= at;
                word(token.text());
            }
            case ENCODED_WORD -> {
                plain = false;
                word(token.text());
            }
            case LITERAL -> {
                broken |= !at || domain.length() > 0 || !token.text().endsWith("]");
                literal = true;
                word(token.text());
            }
            case SPECIAL -> special(token.text().charAt(0));
            case END -> broken = true;
        }
    }

    private void word(String text) {
        broken |= afterWord;
        (at ? domain : localPart).append(text);
        afterWord = true;
    }

    private void special(char special) {
        afterWord = false;
        if (special == '.' && !literal) {
            (at ? domain : localPart).append('.');
        } else if (special == '@' && !at) {
            at = true;
        } else {
            broken = true;
        }
    }

    /** What may stand before the colon of a source route: it begins with an {@code @}. */
    boolean isRoute() {
        return at && localPart.isEmpty() && domain.length() > 0;
    }

    boolean hasAt() {
        return at;
    }

    boolean isAddress() {
        return !broken && at && !localPart.isEmpty() && !domain.isEmpty() && domain.charAt(0) != '.';
    }

    /** A local part alone, as in {@code <root>}. */
    boolean isLocalPart() {
        return !broken && !at && !localPart.isEmpty();
    }

    /** One word of ASCII without quotes: anything else without an {@code @} is rather a name. */
    boolean isPlainLocalPart() {
        return isLocalPart() && plain && localPart.chars().allMatch(octet -> octet < 0x80);
    }

    /** RFC 5322 3.2.3, and octets beyond ASCII (RFC 6532). */
    private static boolean isAtomChar(int octet) {
        return octet > ' ' && octet != 0x7F && octet != '"' && octet != '\\' && octet != ']';
    }

    /** What follows shows that this is no address. */
    void refuse() {
        broken = true;
    }

    String localPart() {
        return localPart.toString();
    }

    String domain() {
        return domain.toString();
    }

    /** All of it as it is written, with one blank for white space. */
    String text() {
        return all.toString();
    }
}
