// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.user.api.DelegationStore;
import org.apache.james.user.api.DelegationStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlDelegationStoreTest {

    @Nested
    class OnSqlite implements DelegationStoreContract {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        public DelegationStore testee() {
            return new SqlDelegationStore(open.database());
        }
    }

    @Nested
    class OnPostgresql implements DelegationStoreContract {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        public DelegationStore testee() {
            return new SqlDelegationStore(open.database());
        }
    }
}
