// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import java.util.Set;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerSideEffectTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of the events that changes by message id send. */
class SqlMessageIdSideEffectTest {

    @Nested
    class OnSqlite extends AbstractMessageIdManagerSideEffectTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MessageIdManagerTestSystem createTestSystem(
                QuotaManager quotas, EventBus eventBus, Set<PreDeletionHook> hooks) {
            return SqlMailboxSystem.on(open, quotas, eventBus, hooks).messageIdSystem();
        }
    }

    @Nested
    class OnPostgresql extends AbstractMessageIdManagerSideEffectTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MessageIdManagerTestSystem createTestSystem(
                QuotaManager quotas, EventBus eventBus, Set<PreDeletionHook> hooks) {
            return SqlMailboxSystem.on(open, quotas, eventBus, hooks).messageIdSystem();
        }
    }
}
