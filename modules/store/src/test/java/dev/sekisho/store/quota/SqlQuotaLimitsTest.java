// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.store.quota.GenericMaxQuotaManagerTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of quota limits. */
class SqlQuotaLimitsTest {

    @Nested
    class OnSqlite extends GenericMaxQuotaManagerTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MaxQuotaManager provideMaxQuotaManager() {
            return new SqlQuotaLimits(open.database());
        }
    }

    @Nested
    class OnPostgresql extends GenericMaxQuotaManagerTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MaxQuotaManager provideMaxQuotaManager() {
            return new SqlQuotaLimits(open.database());
        }
    }
}
