// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of the messages in a mailbox. */
class SqlMessageMapperTest {

    @Nested
    class OnSqlite extends MessageMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        private SqlMapperProvider provider;

        @Override
        protected MapperProvider createMapperProvider() {
            provider = new SqlMapperProvider(open);
            return provider;
        }

        @Override
        protected UpdatableTickingClock updatableTickingClock() {
            return provider.clock();
        }
    }

    @Nested
    class OnPostgresql extends MessageMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        private SqlMapperProvider provider;

        @Override
        protected MapperProvider createMapperProvider() {
            provider = new SqlMapperProvider(open);
            return provider;
        }

        @Override
        protected UpdatableTickingClock updatableTickingClock() {
            return provider.clock();
        }
    }
}
