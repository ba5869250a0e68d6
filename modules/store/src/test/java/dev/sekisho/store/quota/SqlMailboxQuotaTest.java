// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.manager.SqlMailboxSystem;
import org.apache.james.core.Username;
import org.apache.james.mailbox.manager.IntegrationResources;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.manager.QuotaMessageManagerContract;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of what is refused over quota. */
class SqlMailboxQuotaTest {

    /** James' own deletes INBOX in the session of its user, which is refused here (RFC 3501 6.3.4). */
    interface Contract extends QuotaMessageManagerContract<StoreMailboxManager> {
        @Override
        @Test
        default void deletingAMailboxShouldDecreaseCurrentQuota() throws Exception {
            StoreMailboxManager mailboxes = getResources().getMailboxManager();
            Username user = getProvisionner().getSession().getUser();
            MailboxPath inbox = MailboxPath.inbox(user);
            QuotaRoot root = getResources().getQuotaRootResolver().getQuotaRoot(inbox);
            getProvisionner().fillMailbox();
            assertThat(getResources()
                            .getQuotaManager()
                            .getMessageQuota(root)
                            .getUsed()
                            .asLong())
                    .isPositive();
            mailboxes.deleteMailbox(inbox, mailboxes.createSystemSession(user));
            assertThat(getResources()
                            .getQuotaManager()
                            .getMessageQuota(root)
                            .getUsed()
                            .asLong())
                    .isZero();
            assertThat(getResources()
                            .getQuotaManager()
                            .getStorageQuota(root)
                            .getUsed()
                            .asLong())
                    .isZero();
        }
    }

    @Nested
    class OnSqlite implements Contract {
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
    class OnPostgresql implements Contract {
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
