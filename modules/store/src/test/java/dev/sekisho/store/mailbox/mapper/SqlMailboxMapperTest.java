// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of mailboxes. */
class SqlMailboxMapperTest {

    @Nested
    class OnSqlite extends MailboxMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MailboxMapper createMailboxMapper() {
            return new SqlMapperProvider(open).createMailboxMapper();
        }

        @Override
        protected MailboxId generateId() {
            return new SqlMailboxId(123_456);
        }
    }

    @Nested
    class OnPostgresql extends MailboxMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MailboxMapper createMailboxMapper() {
            return new SqlMapperProvider(open).createMailboxMapper();
        }

        @Override
        protected MailboxId generateId() {
            return new SqlMailboxId(123_456);
        }
    }
}
