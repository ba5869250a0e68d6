// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMoveTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of moving messages. */
class SqlMessageMoveTest {

    @Nested
    class OnSqlite extends MessageMoveTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MapperProvider createMapperProvider() {
            return new SqlMapperProvider(open);
        }
    }

    @Nested
    class OnPostgresql extends MessageMoveTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MapperProvider createMapperProvider() {
            return new SqlMapperProvider(open);
        }
    }
}
