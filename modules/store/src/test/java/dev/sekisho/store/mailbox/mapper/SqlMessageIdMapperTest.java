// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageIdMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of messages found by their ids. */
class SqlMessageIdMapperTest {

    @Nested
    class OnSqlite extends MessageIdMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        private SqlMapperProvider provider;

        @Override
        protected MapperProvider provideMapper() {
            provider = new SqlMapperProvider(open);
            return provider;
        }

        @Override
        protected UpdatableTickingClock updatableTickingClock() {
            return provider.clock();
        }
    }

    @Nested
    class OnPostgresql extends MessageIdMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        private SqlMapperProvider provider;

        @Override
        protected MapperProvider provideMapper() {
            provider = new SqlMapperProvider(open);
            return provider;
        }

        @Override
        protected UpdatableTickingClock updatableTickingClock() {
            return provider.clock();
        }
    }
}
