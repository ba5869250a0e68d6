// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.manager.SqlMailboxSystem;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerQuotaTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of what is refused over quota when a message is put into further mailboxes. */
class SqlMessageIdQuotaTest {

    @Nested
    class OnSqlite extends Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        OpenStore open() {
            return open;
        }
    }

    @Nested
    class OnPostgresql extends Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        OpenStore open() {
            return open;
        }
    }

    abstract static class Ours extends AbstractMessageIdManagerQuotaTest {

        abstract OpenStore open();

        @Override
        protected MessageIdManagerTestSystem createTestSystem(QuotaManager quotas, CurrentQuotaManager usage) {
            return SqlMailboxSystem.on(open()).messageIdSystem();
        }

        @Override
        protected MaxQuotaManager createMaxQuotaManager() {
            return new SqlQuotaLimits(open().database());
        }

        @Override
        protected CurrentQuotaManager createCurrentQuotaManager() {
            return new SqlQuotaUsage(open().database());
        }

        @Override
        protected QuotaManager createQuotaManager(MaxQuotaManager limits, CurrentQuotaManager usage) {
            return new SqlQuotas(open().database());
        }
    }
}
