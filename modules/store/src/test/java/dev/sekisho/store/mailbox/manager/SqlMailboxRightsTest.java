// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.mapper.SqlMapperProvider;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperACLTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of the rights on mailboxes. */
class SqlMailboxRightsTest {

    @Nested
    class OnSqlite extends MailboxMapperACLTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected MailboxMapper createMailboxMapper() {
            return new SqlMapperProvider(open).createMailboxMapper();
        }
    }

    @Nested
    class OnPostgresql extends MailboxMapperACLTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected MailboxMapper createMailboxMapper() {
            return new SqlMapperProvider(open).createMailboxMapper();
        }
    }
}
