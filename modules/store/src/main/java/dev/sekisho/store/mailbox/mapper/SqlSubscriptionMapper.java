// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.UnitOfWork;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;

/** Which mailboxes a user wants to see listed, for James. */
public final class SqlSubscriptionMapper implements SubscriptionMapper {

    private final Database database;

    SqlSubscriptionMapper(Database database) {
        this.database = database;
    }

    @Override
    public void save(Subscription subscription) throws SubscriptionException {
        write(sql -> sql.update(
                "INSERT INTO subscriptions (user_name, mailbox) VALUES (?, ?) ON CONFLICT (user_name, mailbox) DO NOTHING",
                subscription.getUser().asString(),
                subscription.getMailbox()));
    }

    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) throws SubscriptionException {
        try {
            return database.read(sql -> sql.query(
                    "SELECT mailbox FROM subscriptions WHERE user_name = ? ORDER BY mailbox",
                    row -> new Subscription(user, row.text(1)),
                    user.asString()));
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }

    @Override
    public void delete(Subscription subscription) throws SubscriptionException {
        write(sql -> sql.update(
                "DELETE FROM subscriptions WHERE user_name = ? AND mailbox = ?",
                subscription.getUser().asString(),
                subscription.getMailbox()));
    }

    public static int deleteAll(Sql sql, Username user) {
        return sql.update("DELETE FROM subscriptions WHERE user_name = ?", user.asString());
    }

    private void write(UnitOfWork<Integer> work) throws SubscriptionException {
        try {
            database.write(work);
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }
}
