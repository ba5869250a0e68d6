// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.fixture.OpenStore;
import java.util.Optional;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.lib.UsersRepositoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contract of a users repository, in both of its modes. */
class SqlUsersRepositoryTest {

    @Nested
    class OnSqlite {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Nested
        class ByFullAddress extends ByFullAddressOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class ByLocalPart extends ByLocalPartOn {
            @Override
            OpenStore open() {
                return open;
            }
        }
    }

    @Nested
    class OnPostgresql {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Nested
        class ByFullAddress extends ByFullAddressOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class ByLocalPart extends ByLocalPartOn {
            @Override
            OpenStore open() {
                return open;
            }
        }
    }

    abstract static class ByFullAddressOn implements UsersRepositoryContract.WithVirtualHostingContract {
        @RegisterExtension
        UserRepositoryExtension extension = UserRepositoryExtension.withVirtualHost();

        private UsersRepository testee;
        private TestSystem system;

        abstract OpenStore open();

        @BeforeEach
        void setUp(TestSystem system) throws Exception {
            this.system = system;
            testee = testee(Optional.empty());
        }

        @Override
        public UsersRepository testee() {
            return testee;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return repository(open(), system, administrator, true);
        }
    }

    abstract static class ByLocalPartOn implements UsersRepositoryContract.WithOutVirtualHostingContract {
        @RegisterExtension
        UserRepositoryExtension extension = UserRepositoryExtension.withoutVirtualHosting();

        private UsersRepository testee;
        private TestSystem system;

        abstract OpenStore open();

        @BeforeEach
        void setUp(TestSystem system) throws Exception {
            this.system = system;
            testee = testee(Optional.empty());
        }

        @Override
        public UsersRepository testee() {
            return testee;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return repository(open(), system, administrator, false);
        }
    }

    private static UsersRepository repository(
            OpenStore open,
            UsersRepositoryContract.TestSystem system,
            Optional<Username> administrator,
            boolean virtualHosting)
            throws Exception {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        administrator.ifPresent(name -> configuration.addProperty("administratorId", name.asString()));
        configuration.addProperty("enableVirtualHosting", virtualHosting);
        SqlUsersRepository repository =
                new SqlUsersRepository(system.getDomainList(), open.store().users());
        repository.configure(configuration);
        return repository;
    }
}
