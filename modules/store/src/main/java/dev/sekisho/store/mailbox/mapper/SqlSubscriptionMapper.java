// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.mailbox.table.SubscriptionTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.UnitOfWork;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;

/** Which mailboxes a user wants to see listed, for James. */
final class SqlSubscriptionMapper implements SubscriptionMapper {

    private final Database database;

    SqlSubscriptionMapper(Database database) {
        this.database = database;
    }

    @Override
    public void save(Subscription subscription) throws SubscriptionException {
        write(sql -> {
            SubscriptionTable.put(sql, subscription.getUser(), subscription.getMailbox());
            return true;
        });
    }

    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) throws SubscriptionException {
        try {
            return database.read(sql -> SubscriptionTable.all(sql, user)).stream()
                    .map(mailbox -> new Subscription(user, mailbox))
                    .toList();
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }

    @Override
    public void delete(Subscription subscription) throws SubscriptionException {
        write(sql -> {
            SubscriptionTable.delete(sql, subscription.getUser(), subscription.getMailbox());
            return true;
        });
    }

    private void write(UnitOfWork<Boolean> work) throws SubscriptionException {
        try {
            database.write(work);
        } catch (StoreException e) {
            throw new SubscriptionException(e);
        }
    }
}
