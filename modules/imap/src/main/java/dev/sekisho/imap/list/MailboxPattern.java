// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.value.MailboxName;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern of LIST and LSUB, with its reference before it (RFC 9051 6.3.9): {@code *} stands for any characters, {@code %} for any but the
 * hierarchy separator. INBOX is matched in any case of letters.
 *
 * @param pattern decoded as a mailbox name is, at most {@value #LONGEST} characters; empty for a pattern that matches nothing
 */
public record MailboxPattern(String pattern) {
    /** The longest pattern, in characters. */
    public static final int LONGEST = 2 * MailboxName.LONGEST;
    /** Matches no mailbox. */
    public static final MailboxPattern NOTHING = new MailboxPattern("");

    private static final String INBOX = MailboxName.INBOX.name();

    public MailboxPattern {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern of " + pattern.length() + " characters");
        }
        pattern = pattern.replaceAll("\\*[*%]+|%+\\*[*%]*", "*").replaceAll("%+", "%");
    }

    /** The pattern of a text; empty if no mailbox has so long a name. */
    public static Optional<MailboxPattern> of(String text) {
        return text.length() > LONGEST ? Optional.empty() : Optional.of(new MailboxPattern(text));
    }

    /**
     * True if a mailbox has a name of this pattern. Takes time in proportion to the product of both lengths.
     *
     * @param separator the hierarchy separator
     */
    public boolean matches(MailboxName mailbox, char separator) {
        String name = mailbox.name();
        return matches(pattern, name, separator)
                || (mailbox.isInbox() && matches(pattern.toUpperCase(Locale.ROOT), INBOX, separator));
    }

    private static boolean matches(String pattern, String name, char separator) {
        boolean[] reached = new boolean[name.length() + 1];
        reached[0] = !pattern.isEmpty();
        for (int p = 0; p < pattern.length(); p++) {
            step(reached, pattern.charAt(p), name, separator);
        }
        return reached[name.length()];
    }

    /** From which beginnings of the name match some of the pattern, to which match one character more of it. */
    private static void step(boolean[] reached, char wanted, String name, char separator) {
        if (wanted == '*' || wanted == '%') {
            for (int m = 1; m < reached.length; m++) {
                reached[m] |= reached[m - 1] && (wanted == '*' || name.charAt(m - 1) != separator);
            }
            return;
        }
        for (int m = reached.length - 1; m > 0; m--) {
            reached[m] = reached[m - 1] && name.charAt(m - 1) == wanted;
        }
        reached[0] = false;
    }
}
