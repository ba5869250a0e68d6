// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerStressContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of many changes at once. */
class SqlMailboxesStressTest {

    @Nested
    class OnSqlite implements MailboxManagerStressContract<SqlMailboxes> {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        private SqlMailboxes mailboxes;

        @BeforeEach
        void open() {
            mailboxes = SqlMailboxSystem.on(open).mailboxes();
        }

        @Override
        public SqlMailboxes getManager() {
            return mailboxes;
        }

        @Override
        public EventBus retrieveEventBus() {
            return mailboxes.getEventBus();
        }
    }

    @Nested
    class OnPostgresql implements MailboxManagerStressContract<SqlMailboxes> {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        private SqlMailboxes mailboxes;

        @BeforeEach
        void open() {
            mailboxes = SqlMailboxSystem.on(open).mailboxes();
        }

        @Override
        public SqlMailboxes getManager() {
            return mailboxes;
        }

        @Override
        public EventBus retrieveEventBus() {
            return mailboxes.getEventBus();
        }
    }
}
