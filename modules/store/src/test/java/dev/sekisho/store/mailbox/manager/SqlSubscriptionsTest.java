// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.SubscriptionManagerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of subscriptions, seen from a protocol. */
class SqlSubscriptionsTest {

    @Nested
    class OnSqlite implements SubscriptionManagerContract {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        public SubscriptionManager getSubscriptionManager() {
            return SqlMailboxSystem.on(open).subscriptions();
        }
    }

    @Nested
    class OnPostgresql implements SubscriptionManagerContract {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        public SubscriptionManager getSubscriptionManager() {
            return SqlMailboxSystem.on(open).subscriptions();
        }
    }
}
