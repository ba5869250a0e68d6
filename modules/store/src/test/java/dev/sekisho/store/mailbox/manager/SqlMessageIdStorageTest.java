// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.store.AbstractMessageIdManagerStorageTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of messages by their ids, seen from a protocol. */
class SqlMessageIdStorageTest {

    @Nested
    class OnSqlite extends AbstractMessageIdManagerStorageTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MessageIdManagerTestSystem createTestingData() {
            return SqlMailboxSystem.on(open).messageIdSystem();
        }
    }

    @Nested
    class OnPostgresql extends AbstractMessageIdManagerStorageTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MessageIdManagerTestSystem createTestingData() {
            return SqlMailboxSystem.on(open).messageIdSystem();
        }
    }
}
