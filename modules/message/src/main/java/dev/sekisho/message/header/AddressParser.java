// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the addresses of a field such as To (RFC 5322 3.4 and 4.4). It takes what mail programs write beside the grammar, as long as it is
 * clear which address is meant. What cannot be read as an address becomes a name without an address, never another address.
 */
public final class AddressParser {
    /** More are left out. */
    static final int MOST_ADDRESSES = 4_000;

    private final AddressTokens tokens;
    private int count;

    private AddressParser(String field) {
        this.tokens = new AddressTokens(field);
    }

    /** The addresses of a field's body; of a cut field without the last one, which may lack its end. */
    public static List<Address> parse(HeaderField field) {
        List<Address> addresses = parse(field.body());
        return field.isCut() && !addresses.isEmpty() ? addresses.subList(0, addresses.size() - 1) : addresses;
    }

    public static List<Address> parse(RawText body) {
        return new AddressParser(body.octets()).list();
    }

    private List<Address> list() {
        List<Address> addresses = new ArrayList<>();
        while (tokens.kind() != AddressTokens.Kind.END && count < MOST_ADDRESSES) {
            if (tokens.isSpecial(',') || tokens.isSpecial(';')) {
                skipSeparator();
                continue;
            }
            AddressEntry entry = readEntry(true);
            if (tokens.isSpecial(':') && entry.isPhrase()) {
                tokens.next();
                addresses.add(new MailboxGroup(new RawText(entry.phrase()), members()));
            } else {
                entry.toMailbox().ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    /** A comment behind a separator belongs to the next address. */
    private void skipSeparator() {
        tokens.takeComment();
        tokens.next();
    }

    private List<Mailbox> members() {
        List<Mailbox> members = new ArrayList<>();
        while (tokens.kind() != AddressTokens.Kind.END && !tokens.isSpecial(';') && count < MOST_ADDRESSES) {
            if (tokens.isSpecial(',')) {
                skipSeparator();
            } else {
                readEntry(false).toMailbox().ifPresent(members::add);
            }
        }
        if (tokens.isSpecial(';')) {
            skipSeparator();
        }
        return members;
    }

    /**
     * Reads up to a separator, the end of an address in angle brackets, or the colon of a group.
     *
     * @param groupMayStart whether a colon behind words starts a group
     */
    private AddressEntry readEntry(boolean groupMayStart) {
        count++;
        AddressEntry entry = new AddressEntry();
        while (!isEndOfEntry()) {
            if (tokens.isSpecial('<')) {
                entry.comment(tokens.takeComment());
                tokens.next();
                readAngle(entry);
                break;
            }
            if (tokens.isSpecial(':') && groupMayStart && entry.isPhrase()) {
                return entry;
            }
            if (tokens.isSpecial('>')) {
                closeUnopened(entry);
                continue;
            }
            entry.add(tokens);
            tokens.next();
        }
        entry.comment(tokens.takeComment());
        return entry;
    }

    /** A bracket at the end of an entry says nothing; one within it shows that there is no telling what is meant. */
    private void closeUnopened(AddressEntry entry) {
        tokens.next();
        if (!isEndOfEntry()) {
            entry.strayBracket();
        }
    }

    private void readAngle(AddressEntry entry) {
        while (tokens.isSpecial('<')) {
            tokens.next();
        }
        entry.startAngle();
        while (!tokens.isSpecial('>') && (!isEndOfEntry() || tokens.isSpecial(',') && entry.isRoute())) {
            if (tokens.isSpecial(':') && entry.isRoute()) {
                entry.endRoute();
            } else {
                entry.add(tokens);
            }
            tokens.next();
        }
        tokens.takeComment();
        if (tokens.isSpecial('>')) {
            while (tokens.isSpecial('>')) {
                tokens.next();
            }
            if (tokens.isWord() && !tokens.isSpaced()) {
                entry.refuseAddress();
                skipEntry();
            }
        } else if (tokens.kind() != AddressTokens.Kind.END) {
            entry.refuseAddress();
        }
    }

    private void skipEntry() {
        while (!isEndOfEntry()) {
            tokens.next();
        }
    }

    private boolean isEndOfEntry() {
        return tokens.kind() == AddressTokens.Kind.END || tokens.isSpecial(',') || tokens.isSpecial(';');
    }
}
