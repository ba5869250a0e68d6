// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.mailrepository.MailRepositoryContract;
import org.apache.james.mailrepository.MailRepositoryUrlStoreContract;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlMailRepositoryTest {

    @Nested
    class OnSqlite implements Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        public OpenStore open() {
            return open;
        }

        @Nested
        class Urls implements MailRepositoryUrlStoreContract {
            @RegisterExtension
            final UrlStore urls = new UrlStore(open);
        }
    }

    @Nested
    class OnPostgresql implements Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        public OpenStore open() {
            return open;
        }

        @Nested
        class Urls implements MailRepositoryUrlStoreContract {
            @RegisterExtension
            final UrlStore urls = new UrlStore(open);
        }
    }

    /** James' contract, and what we promise beyond it. */
    interface Ours extends MailRepositoryContract {

        OpenStore open();

        @Override
        default MailRepository retrieveRepository() {
            return retrieveRepository(MailRepositoryPath.from("var/mail/error"));
        }

        @Override
        default MailRepository retrieveRepository(MailRepositoryPath path) {
            return new SqlMailRepositoryFactory(open().database())
                    .create(MailRepositoryUrl.from("sql://" + path.asString()));
        }

        @Test
        default void aMailMovedToAnotherRepositoryKeepsItsBodyAndLeavesNoneBehind() throws Exception {
            MailRepository from = retrieveRepository();
            MailRepository to = retrieveRepository(MailRepositoryPath.from("var/mail/other"));
            Mail mail = createMail(MAIL_1);
            MailKey key = from.store(mail);
            to.store(from.retrieve(key));
            assertThat(bodies()).isEqualTo(1);
            from.remove(key);
            checkMailEquality(to.retrieve(key), mail);
            to.store(createMail(MAIL_1));
            assertThat(bodies()).isEqualTo(1);
            to.removeAll();
            new BodyStore(open().database()).collect(10);
            assertThat(bodies()).isZero();
        }

        private long bodies() {
            return open().database().read(sql -> sql.number("SELECT COUNT(*) FROM bodies"));
        }
    }

    private record UrlStore(OpenStore open) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MailRepositoryUrlStore.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new SqlMailRepositoryUrlStore(open.database());
        }
    }
}
