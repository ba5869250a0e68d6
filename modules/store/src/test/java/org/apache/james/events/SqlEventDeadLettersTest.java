// SPDX-License-Identifier: Apache-2.0
package org.apache.james.events;

import dev.sekisho.store.deadletter.SqlEventDeadLetters;
import dev.sekisho.store.fixture.OpenStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Here because James' contract is visible in its own package only. */
class SqlEventDeadLettersTest {

    @Nested
    class OnSqlite implements EventDeadLettersContract.AllContracts {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        public EventDeadLetters eventDeadLetters() {
            return new SqlEventDeadLetters(open.database(), new EventBusTestFixture.TestEventSerializer());
        }
    }

    @Nested
    class OnPostgresql implements EventDeadLettersContract.AllContracts {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        public EventDeadLetters eventDeadLetters() {
            return new SqlEventDeadLetters(open.database(), new EventBusTestFixture.TestEventSerializer());
        }
    }
}
