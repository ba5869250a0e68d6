// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Optional;

/**
 * The name of a mailbox as its user reads it: decoded from modified UTF-7 (RFC 3501 5.1.3) or UTF-8 (RFC 9051 5.1). INBOX is INBOX in
 * any case of letters.
 *
 * @param name the name; not empty, without control characters and lone surrogates
 */
public record MailboxName(String name) implements Comparable<MailboxName> {
    /** The longest name in characters of UTF-16, so that no answer grows without bound. */
    public static final int LONGEST = 1_000;

    /** The mailbox into which mail is delivered. */
    public static final MailboxName INBOX = new MailboxName("INBOX");

    public MailboxName {
        if (!valid(name)) {
            throw new IllegalArgumentException("not a mailbox name");
        }
        name = name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    /** The mailbox of a decoded name; empty if it is none. */
    public static Optional<MailboxName> of(String name) {
        return valid(name) ? Optional.of(new MailboxName(name)) : Optional.empty();
    }

    /** True for INBOX. */
    public boolean isInbox() {
        return name.equals("INBOX");
    }

    /** The name in modified UTF-7, for a client that has not enabled UTF-8. */
    public String modifiedUtf7() {
        return ModifiedUtf7.encode(name);
    }

    private static boolean valid(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.codePoints().noneMatch(MailboxName::forbidden);
    }

    private static boolean forbidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public int compareTo(MailboxName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
