// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.SqlMailboxSystem;
import org.apache.james.mailbox.manager.IntegrationResources;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.manager.QuotaMessageManagerContract;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of what is refused over quota. */
class SqlMailboxQuotaTest {

    @Nested
    class OnSqlite implements QuotaMessageManagerContract<StoreMailboxManager> {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        private SqlMailboxSystem system;
        private ManagerTestProvisionner provisioner;

        @BeforeEach
        void createMailboxes() throws Exception {
            system = SqlMailboxSystem.on(open);
            provisioner = new ManagerTestProvisionner(system);
            provisioner.createMailboxes();
        }

        @Override
        public IntegrationResources<StoreMailboxManager> getResources() {
            return system;
        }

        @Override
        public ManagerTestProvisionner getProvisionner() {
            return provisioner;
        }
    }

    @Nested
    class OnPostgresql implements QuotaMessageManagerContract<StoreMailboxManager> {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        private SqlMailboxSystem system;
        private ManagerTestProvisionner provisioner;

        @BeforeEach
        void createMailboxes() throws Exception {
            system = SqlMailboxSystem.on(open);
            provisioner = new ManagerTestProvisionner(system);
            provisioner.createMailboxes();
        }

        @Override
        public IntegrationResources<StoreMailboxManager> getResources() {
            return system;
        }

        @Override
        public ManagerTestProvisionner getProvisionner() {
            return provisioner;
        }
    }
}
