// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** What the names of mailboxes may be (RFC 9051 5.1). */
final class MailboxNames {

    /** So many characters a name may have, as for James. */
    static final int MOST_CHARACTERS = 200;

    static final String INBOX = "INBOX";

    private MailboxNames() {}

    /** The name under which a mailbox is made: in Unicode's composed form, INBOX at its beginning in these letters, without a delimiter at the end. */
    static String canonical(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String whole = !composed.isEmpty() && composed.charAt(composed.length() - 1) == UserMailboxes.DELIMITER
                ? composed.substring(0, composed.length() - 1)
                : composed;
        int end = whole.indexOf(UserMailboxes.DELIMITER);
        String first = end < 0 ? whole : whole.substring(0, end);
        return isInbox(first) ? INBOX + whole.substring(first.length()) : whole;
    }

    static boolean isInbox(String name) {
        return name.equalsIgnoreCase(INBOX);
    }

    /** Whether a mailbox may be made with this name. */
    static boolean isAllowed(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && name.charAt(0) != '#'
                && levels(name).stream().noneMatch(String::isEmpty)
                && name.codePoints().allMatch(MailboxNames::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return character != '%'
                && character != '*'
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** The names above this one, the highest first; INBOX and all else alike. */
    static List<String> above(String name) {
        List<String> above = new ArrayList<>();
        int end = name.indexOf(UserMailboxes.DELIMITER);
        while (end >= 0) {
            String level = name.substring(0, end);
            above.add(isInbox(level) ? INBOX : level);
            end = name.indexOf(UserMailboxes.DELIMITER, end + 1);
        }
        return above;
    }

    static boolean isBelow(String name, String other) {
        return name.startsWith(other + UserMailboxes.DELIMITER);
    }

    private static List<String> levels(String name) {
        return List.of(name.split("\\" + UserMailboxes.DELIMITER, -1));
    }
}
