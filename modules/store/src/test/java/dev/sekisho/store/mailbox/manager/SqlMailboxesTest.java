// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.SubscriptionManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of a mailbox manager. */
class SqlMailboxesTest {

    @Nested
    class OnSqlite extends MailboxManagerTest<SqlMailboxes> {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        private SqlMailboxSystem system;

        @Override
        protected SqlMailboxes provideMailboxManager() {
            system = SqlMailboxSystem.on(open, preDeletionHooks());
            return system.mailboxes();
        }

        @Override
        protected SubscriptionManager provideSubscriptionManager() {
            return system.subscriptions();
        }

        @Override
        protected EventBus retrieveEventBus(SqlMailboxes mailboxes) {
            return mailboxes.getEventBus();
        }
    }

    @Nested
    class OnPostgresql extends MailboxManagerTest<SqlMailboxes> {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        private SqlMailboxSystem system;

        @Override
        protected SqlMailboxes provideMailboxManager() {
            system = SqlMailboxSystem.on(open, preDeletionHooks());
            return system.mailboxes();
        }

        @Override
        protected SubscriptionManager provideSubscriptionManager() {
            return system.subscriptions();
        }

        @Override
        protected EventBus retrieveEventBus(SqlMailboxes mailboxes) {
            return mailboxes.getEventBus();
        }
    }
}
