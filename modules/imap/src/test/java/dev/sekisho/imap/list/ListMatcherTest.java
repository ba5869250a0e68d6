// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.list.ListParameters.Return;
import dev.sekisho.imap.list.ListParameters.Selection;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SpecialUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListMatcherTest {
    private final ListMatcher listing = new ListMatcher(
            List.of(
                    mailbox("Sent", true, true, SpecialUse.SENT),
                    mailbox("a.b.c", true, true),
                    mailbox("a.b", true, false),
                    mailbox("gone", false, true),
                    mailbox("old.gone", false, true),
                    mailbox("INBOX", true, false),
                    mailbox("z", true, false)),
            '.');

    @Test
    void aPlainListHasTheMailboxesAndTheLevelsAboveThemInboxFirst() {
        assertThat(text(listing.list(plain("*"))))
                .containsExactly(
                        "INBOX [\\HasNoChildren]",
                        "Sent [\\HasNoChildren, \\Sent]",
                        "a [\\Noselect, \\HasChildren]",
                        "a.b [\\HasChildren]",
                        "a.b.c [\\HasNoChildren]",
                        "z [\\HasNoChildren]");
    }

    @Test
    void aPercentSignListsOneLevel() {
        assertThat(text(listing.list(plain("%"))))
                .containsExactly(
                        "INBOX [\\HasNoChildren]",
                        "Sent [\\HasNoChildren, \\Sent]",
                        "a [\\Noselect, \\HasChildren]",
                        "z [\\HasNoChildren]");
        assertThat(text(listing.list(plain("a.%")))).containsExactly("a.b [\\HasChildren]");
        assertThat(text(listing.list(plain("inbox")))).containsExactly("INBOX [\\HasNoChildren]");
    }

    @Test
    void subscribedNamesAreListedWhetherTheyExistOrNot() {
        assertThat(text(listing.list(extended(Set.of(Selection.SUBSCRIBED), Set.of(), "*"))))
                .containsExactly(
                        "Sent [\\HasNoChildren, \\Subscribed, \\Sent]",
                        "a.b.c [\\HasNoChildren, \\Subscribed]",
                        "gone [\\NonExistent, \\Subscribed]",
                        "old.gone [\\NonExistent, \\Subscribed]");
    }

    @Test
    void aRecursiveMatchListsWhatIsAboveTheSubscribedNames() {
        assertThat(text(listing.list(extended(Set.of(Selection.SUBSCRIBED, Selection.RECURSIVEMATCH), Set.of(), "%"))))
                .containsExactly(
                        "Sent [\\HasNoChildren, \\Subscribed, \\Sent]",
                        "a [\\NonExistent, \\HasChildren] [SUBSCRIBED]",
                        "gone [\\NonExistent, \\Subscribed]",
                        "old [\\NonExistent] [SUBSCRIBED]");
    }

    @Test
    void specialUsesAreSelected() {
        assertThat(text(listing.list(extended(Set.of(Selection.SPECIAL_USE), Set.of(), "*"))))
                .containsExactly("Sent [\\HasNoChildren, \\Sent]");
    }

    @Test
    void subscriptionsAreToldIfAskedFor() {
        assertThat(text(listing.list(extended(Set.of(), Set.of(Return.SUBSCRIBED), "z", "Sent", "S*"))))
                .containsExactly("Sent [\\HasNoChildren, \\Subscribed, \\Sent]", "z [\\HasNoChildren]");
    }

    @Test
    void lsubHasSubscribedNamesAndTheLevelsAbove() {
        assertThat(text(listing.lsub(new MailboxPattern("%"))))
                .containsExactly("Sent []", "a [\\Noselect]", "gone []", "old [\\Noselect]");
        assertThat(text(listing.lsub(new MailboxPattern("*"))))
                .contains("a.b.c []")
                .noneMatch(entry -> entry.contains("Noselect"));
    }

    @Test
    void namesThatBeginOrEndWithTheSeparatorHaveNoEmptyLevels() {
        ListMatcher odd = new ListMatcher(List.of(mailbox(".x", true, false), mailbox("y.", true, false)), '.');

        assertThat(text(odd.list(plain("*"))))
                .containsExactly(".x [\\HasNoChildren]", "y [\\Noselect, \\HasChildren]", "y. [\\HasNoChildren]");
    }

    private static ListedMailbox mailbox(String name, boolean exists, boolean subscribed, SpecialUse... uses) {
        return new ListedMailbox(new MailboxName(name), exists, subscribed, Set.of(uses));
    }

    private static ListParameters plain(String pattern) {
        return new ListParameters(Set.of(), List.of(new MailboxPattern(pattern)), Set.of(), Set.of(), false, false);
    }

    private static ListParameters extended(Set<Selection> selections, Set<Return> returns, String... patterns) {
        return new ListParameters(
                selections, Stream.of(patterns).map(MailboxPattern::new).toList(), returns, Set.of(), true, false);
    }

    private static List<String> text(List<ListEntry> entries) {
        return entries.stream()
                .map(entry -> entry.name() + " " + entry.attributes()
                        + (entry.childInfo().isEmpty() ? "" : " " + entry.childInfo()))
                .toList();
    }
}
