// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SpecialUse;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The names of a user's mailboxes with all levels above them, INBOX first, and what is below each. */
final class MailboxTree {
    private static final Comparator<MailboxName> INBOX_FIRST =
            Comparator.comparing((MailboxName name) -> !name.isInbox()).thenComparing(Comparator.naturalOrder());

    private final char separator;
    private final Map<MailboxName, ListedMailbox> mailboxes = new TreeMap<>(INBOX_FIRST);

    MailboxTree(Collection<ListedMailbox> mailboxes, char separator) {
        this.separator = separator;
        mailboxes.forEach(mailbox -> this.mailboxes.put(mailbox.name(), mailbox));
        // A level that has no mailbox is listed too (RFC 9051 6.3.9).
        above(mailbox -> true)
                .forEach(name -> this.mailboxes.putIfAbsent(name, new ListedMailbox(name, false, false, Set.of())));
    }

    /** All names, also of levels without a mailbox. */
    Collection<ListedMailbox> all() {
        return mailboxes.values();
    }

    /** The names above the mailboxes that meet a condition. */
    Set<MailboxName> above(Predicate<ListedMailbox> condition) {
        Set<MailboxName> above = new HashSet<>();
        for (ListedMailbox mailbox : List.copyOf(mailboxes.values())) {
            if (condition.test(mailbox)) {
                addLevels(mailbox.name().name(), above);
            }
        }
        return above;
    }

    private void addLevels(String name, Set<MailboxName> above) {
        for (int end = name.lastIndexOf(separator); end > 0; end = name.lastIndexOf(separator, end - 1)) {
            if (!above.add(new MailboxName(name.substring(0, end)))) {
                return;
            }
        }
    }

    /** True if the mailbox has a special use. */
    static boolean hasUse(ListedMailbox mailbox) {
        return !mailbox.uses().isEmpty();
    }

    /** The attributes of special uses, in a fixed order. */
    static List<String> uses(ListedMailbox mailbox) {
        return mailbox.uses().stream().sorted().map(SpecialUse::attribute).toList();
    }
}
