// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.users.SqlUsersRepository;
import org.apache.james.UserEntityValidator;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverContract;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromContract;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.lib.RecipientRewriteTableContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' contracts of the rewrite table, and of the two James services that stand on it. */
class SqlRecipientRewriteTableTest {

    @Nested
    class OnSqlite {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Nested
        class Rewriting extends RewritingOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class SendingAs extends SendingAsOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class ReverseResolving extends ReverseResolvingOn {
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
        class Rewriting extends RewritingOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class SendingAs extends SendingAsOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        class ReverseResolving extends ReverseResolvingOn {
            @Override
            OpenStore open() {
                return open;
            }
        }
    }

    private static SqlRecipientRewriteTable table(OpenStore open) {
        DomainList domains = new SqlDomainList(open.store().domains());
        SqlRecipientRewriteTable table = new SqlRecipientRewriteTable(open.database());
        table.setDomainList(domains);
        table.setUsersRepository(new SqlUsersRepository(domains, open.store().users()));
        table.setUserEntityValidator(UserEntityValidator.NOOP);
        return table;
    }

    abstract static class RewritingOn implements RecipientRewriteTableContract {
        private AbstractRecipientRewriteTable table;

        abstract OpenStore open();

        @BeforeEach
        void before() throws Exception {
            setUp();
        }

        @AfterEach
        void after() throws Exception {
            tearDown();
        }

        @Override
        public void createRecipientRewriteTable() {
            table = table(open());
        }

        @Override
        public AbstractRecipientRewriteTable virtualUserTable() {
            return table;
        }
    }

    private static SqlRecipientRewriteTable configuredTable(OpenStore open, Domain... domains) {
        for (Domain domain : domains) {
            open.store().domains().add(domain);
        }
        SqlRecipientRewriteTable table = table(open);
        table.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        return table;
    }

    abstract static class SendingAsOn implements CanSendFromContract {
        private SqlRecipientRewriteTable table;

        abstract OpenStore open();

        @BeforeEach
        void before() {
            table = configuredTable(open(), DOMAIN, OTHER_DOMAIN);
        }

        @Override
        public CanSendFrom canSendFrom() {
            return new CanSendFromImpl(table, new AliasReverseResolverImpl(table));
        }

        @Override
        public void addAliasMapping(Username alias, Username user) throws Exception {
            table.addAliasMapping(MappingSource.fromUser(alias), user.asString());
        }

        @Override
        public void addDomainMapping(Domain alias, Domain domain, Mapping.Type type) throws Exception {
            if (type == Mapping.Type.Domain) {
                table.addDomainMapping(MappingSource.fromDomain(alias), domain);
            } else {
                table.addDomainAliasMapping(MappingSource.fromDomain(alias), domain);
            }
        }

        @Override
        public void addGroupMapping(String group, Username user) throws Exception {
            table.addGroupMapping(MappingSource.fromUser(Username.of(group)), user.asString());
        }
    }

    abstract static class ReverseResolvingOn implements AliasReverseResolverContract {
        private SqlRecipientRewriteTable table;

        abstract OpenStore open();

        @BeforeEach
        void before() {
            table = configuredTable(open(), DOMAIN, OTHER_DOMAIN);
        }

        @Override
        public AliasReverseResolver aliasReverseResolver() {
            return new AliasReverseResolverImpl(table);
        }

        @Override
        public void addAliasMapping(Username alias, Username user) throws Exception {
            table.addAliasMapping(MappingSource.fromUser(alias), user.asString());
        }

        @Override
        public void addDomainAlias(Domain alias, Domain domain) throws Exception {
            table.addDomainAliasMapping(MappingSource.fromDomain(alias), domain);
        }

        @Override
        public void addGroupMapping(String group, Username user) throws Exception {
            table.addGroupMapping(MappingSource.fromUser(Username.of(group)), user.asString());
        }
    }
}
