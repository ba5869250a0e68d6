// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.manager.SqlMailboxSystem;
import org.apache.james.mailbox.store.AbstractCombinationManagerTest;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of messages by their ids and by their mailboxes together. */
class SqlCombinationTest {

    @Nested
    class OnSqlite extends AbstractCombinationManagerTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected CombinationManagerTestSystem createTestingData() {
            return SqlMailboxSystem.on(open).combinationSystem();
        }
    }

    @Nested
    class OnPostgresql extends AbstractCombinationManagerTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected CombinationManagerTestSystem createTestingData() {
            return SqlMailboxSystem.on(open).combinationSystem();
        }
    }
}
