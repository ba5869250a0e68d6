// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.list.ListParameters.Return;
import dev.sekisho.imap.list.ListParameters.Selection;
import dev.sekisho.imap.value.MailboxName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What LIST and LSUB tell, of all mailboxes of a user (RFC 9051 6.3.9, RFC 5258 3, RFC 6154 2, RFC 3501 6.3.9). Children and special uses are
 * told whether asked for or not, because clients that do not ask look for them too.
 */
public final class ListMatcher {
    private final MailboxTree tree;
    private final char separator;
    private final Set<MailboxName> aboveExisting;
    private final Set<MailboxName> aboveSubscribed;
    private final Set<MailboxName> aboveUsed;

    /**
     * @param mailboxes all mailboxes of the user, and all names that are subscribed
     * @param separator the hierarchy separator
     */
    public ListMatcher(Collection<ListedMailbox> mailboxes, char separator) {
        this.tree = new MailboxTree(mailboxes, separator);
        this.separator = separator;
        this.aboveExisting = tree.above(ListedMailbox::exists);
        this.aboveSubscribed = tree.above(ListedMailbox::subscribed);
        this.aboveUsed = tree.above(MailboxTree::hasUse);
    }

    /** The answer to LIST; that to {@code LIST "" ""} is not made here. */
    public List<ListEntry> list(ListParameters parameters) {
        List<ListEntry> entries = new ArrayList<>();
        for (ListedMailbox mailbox : tree.all()) {
            List<String> childInfo = childInfo(mailbox.name(), parameters.selections());
            boolean chosen = selects(parameters.selections()).test(mailbox) || !childInfo.isEmpty();
            if (chosen && matches(parameters.patterns(), mailbox.name())) {
                entries.add(
                        new ListEntry(mailbox.name(), attributes(mailbox, parameters), childInfo, mailbox.exists()));
            }
        }
        return entries;
    }

    /**
     * The answer to LSUB: the subscribed names that the pattern matches; of those that it does not match, the levels above that it does, which are
     * {@code \Noselect} (RFC 3501 6.3.9).
     */
    public List<ListEntry> lsub(MailboxPattern pattern) {
        Set<MailboxName> levels =
                tree.above(mailbox -> mailbox.subscribed() && !pattern.matches(mailbox.name(), separator));
        List<ListEntry> entries = new ArrayList<>();
        for (ListedMailbox mailbox : tree.all()) {
            boolean listed = mailbox.subscribed() || levels.contains(mailbox.name());
            if (listed && pattern.matches(mailbox.name(), separator)) {
                List<String> attributes = mailbox.subscribed() ? List.of() : List.of("\\Noselect");
                entries.add(new ListEntry(mailbox.name(), attributes, List.of(), mailbox.exists()));
            }
        }
        return entries;
    }

    private boolean matches(List<MailboxPattern> patterns, MailboxName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name, separator));
    }

    /** A mailbox meets all options, or with none is there or above one that is. */
    private Predicate<ListedMailbox> selects(Set<Selection> selections) {
        boolean subscribed = selections.contains(Selection.SUBSCRIBED);
        boolean used = selections.contains(Selection.SPECIAL_USE);
        if (!subscribed && !used) {
            return mailbox -> mailbox.exists() || aboveExisting.contains(mailbox.name());
        }
        return mailbox -> (!subscribed || mailbox.subscribed()) && (!used || MailboxTree.hasUse(mailbox));
    }

    private List<String> childInfo(MailboxName name, Set<Selection> selections) {
        List<String> info = new ArrayList<>();
        if (!selections.contains(Selection.RECURSIVEMATCH)) {
            return info;
        }
        if (selections.contains(Selection.SUBSCRIBED) && aboveSubscribed.contains(name)) {
            info.add("SUBSCRIBED");
        }
        if (selections.contains(Selection.SPECIAL_USE) && aboveUsed.contains(name)) {
            info.add("SPECIAL-USE");
        }
        return info;
    }

    private List<String> attributes(ListedMailbox mailbox, ListParameters parameters) {
        List<String> attributes = new ArrayList<>();
        if (!mailbox.exists()) {
            // RFC 5258 3: it means \Noselect too, which alone older clients know.
            attributes.add(parameters.extended() ? "\\NonExistent" : "\\Noselect");
        }
        boolean hasChildren = aboveExisting.contains(mailbox.name());
        if (hasChildren || mailbox.exists()) {
            attributes.add(hasChildren ? "\\HasChildren" : "\\HasNoChildren");
        }
        boolean tellsSubscriptions = parameters.returns().contains(Return.SUBSCRIBED)
                || parameters.selections().contains(Selection.SUBSCRIBED);
        if (tellsSubscriptions && mailbox.subscribed()) {
            attributes.add("\\Subscribed");
        }
        attributes.addAll(MailboxTree.uses(mailbox));
        return attributes;
    }
}
