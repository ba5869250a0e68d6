// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.model.AnnotationMapperTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of annotations. */
class SqlAnnotationMapperTest {

    @Nested
    class OnSqlite extends AnnotationMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        protected AnnotationMapper createAnnotationMapper() {
            return new SqlAnnotationMapper(open.database());
        }

        @Override
        protected MailboxId generateMailboxId() {
            return new SqlMailboxId(7);
        }
    }

    @Nested
    class OnPostgresql extends AnnotationMapperTest {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        protected AnnotationMapper createAnnotationMapper() {
            return new SqlAnnotationMapper(open.database());
        }

        @Override
        protected MailboxId generateMailboxId() {
            return new SqlMailboxId(7);
        }
    }
}
