// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.util.List;
import org.apache.james.core.Username;

/** The SQL of the table {@code subscriptions}. What stands there for a mailbox is James' matter: a path, or in older rows a name. */
public final class SubscriptionTable {

    private SubscriptionTable() {}

    public static List<String> all(Sql sql, Username user) {
        return sql.query(
                "SELECT mailbox FROM subscriptions WHERE user_name = ? ORDER BY mailbox",
                row -> row.text(1),
                user.asString());
    }

    public static long count(Sql sql, Username user) {
        return sql.number("SELECT COUNT(*) FROM subscriptions WHERE user_name = ?", user.asString());
    }

    /** Whether one of two texts stands there. */
    public static boolean hasOne(Sql sql, Username user, String mailbox, String other) {
        return sql.exists(
                "SELECT 1 FROM subscriptions WHERE user_name = ? AND mailbox IN (?, ?)",
                user.asString(),
                mailbox,
                other);
    }

    public static void put(Sql sql, Username user, String mailbox) {
        MailboxTopics.listChanged(sql, user.asString());
        sql.update(
                "INSERT INTO subscriptions (user_name, mailbox) VALUES (?, ?) ON CONFLICT (user_name, mailbox) DO NOTHING",
                user.asString(),
                mailbox);
    }

    public static void delete(Sql sql, Username user, String mailbox) {
        MailboxTopics.listChanged(sql, user.asString());
        sql.update("DELETE FROM subscriptions WHERE user_name = ? AND mailbox = ?", user.asString(), mailbox);
    }

    public static int deleteAll(Sql sql, Username user) {
        MailboxTopics.listChanged(sql, user.asString());
        return sql.update("DELETE FROM subscriptions WHERE user_name = ?", user.asString());
    }
}
