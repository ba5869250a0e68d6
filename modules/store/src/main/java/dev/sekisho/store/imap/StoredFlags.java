// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How flags stand in a mailbox's rows: a keyword is written as it was written first. */
final class StoredFlags {
    private final Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final int before;

    private StoredFlags(List<String> known) {
        known.forEach(keyword -> spellings.putIfAbsent(keyword, keyword));
        this.before = known.size();
    }

    /** Those of a mailbox that is locked. */
    static StoredFlags of(Sql sql, long mailbox) {
        return new StoredFlags(MailboxKeywordTable.all(sql, mailbox));
    }

    /** As the other, as far as these flags need it: without a keyword among them, nothing is read. */
    static StoredFlags of(Sql sql, long mailbox, Collection<MessageFlags> flags) {
        boolean keywords = flags.stream().anyMatch(each -> !each.keywords().isEmpty());
        return keywords ? of(sql, mailbox) : new StoredFlags(List.of());
    }

    /**
     * Makes these keywords known.
     *
     * @return false if the mailbox would have too many, and more than it has
     */
    boolean admit(List<String> keywords) {
        keywords.forEach(keyword -> spellings.putIfAbsent(keyword, keyword));
        return spellings.size() <= Math.max(before, MailboxWriter.MOST_KEYWORDS);
    }

    FlagColumns columns(MessageFlags flags) {
        return columns(flags, 0);
    }

    /** @param kept further bits of the row */
    FlagColumns columns(MessageFlags flags, int kept) {
        String keywords = flags.keywords().stream()
                .map(keyword -> spellings.getOrDefault(keyword, keyword))
                .sorted()
                .collect(Collectors.joining("\n"));
        return new FlagColumns(flags.bits() | kept, keywords);
    }
}
