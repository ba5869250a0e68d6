// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code sent_recipients}. */
final class SentTable {
    private SentTable() {}

    /** In one order on all nodes, so that two that write the same rows do not wait for each other. */
    static void add(Sql sql, Collection<SentCount> changes, Instant now) {
        sql.updateAll(
                "INSERT INTO sent_recipients (user_name, step, recipients, changed) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (user_name, step) DO UPDATE SET"
                        + " recipients = sent_recipients.recipients + excluded.recipients, changed = excluded.changed",
                changes.stream()
                        .sorted(Comparator.comparing(SentCount::user).thenComparing(SentCount::step))
                        .map(change -> new @Nullable Object[] {change.user(), change.step(), change.recipients(), now})
                        .toList());
    }

    static List<SentCount> changed(Sql sql, Instant since) {
        return sql.query(
                "SELECT user_name, step, recipients FROM sent_recipients WHERE changed >= ?",
                row -> new SentCount(row.text(1), row.number(2), row.number(3)),
                since);
    }

    static List<SentCount> of(Sql sql, String user) {
        return sql.query(
                "SELECT user_name, step, recipients FROM sent_recipients WHERE user_name = ?",
                row -> new SentCount(row.text(1), row.number(2), row.number(3)),
                user);
    }

    static void trim(Sql sql, Instant oldest) {
        sql.update("DELETE FROM sent_recipients WHERE changed < ?", oldest);
    }

    static void delete(Sql sql, String user) {
        sql.update("DELETE FROM sent_recipients WHERE user_name = ?", user);
    }
}
