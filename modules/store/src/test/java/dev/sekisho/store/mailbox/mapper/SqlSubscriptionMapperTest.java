// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.SubscriptionMapperTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of subscriptions. */
class SqlSubscriptionMapperTest {

    @Nested
    class OnSqlite extends SubscriptionMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected SubscriptionMapper createSubscriptionMapper() {
            return new SqlSubscriptionMapper(open.database());
        }
    }

    @Nested
    class OnPostgresql extends SubscriptionMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected SubscriptionMapper createSubscriptionMapper() {
            return new SqlSubscriptionMapper(open.database());
        }
    }
}
