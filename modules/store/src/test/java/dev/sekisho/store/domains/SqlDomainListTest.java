// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.domains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.lib.DomainListContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlDomainListTest {

    @Nested
    class OnSqlite implements Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @BeforeEach
        void localhostIsTheDefault() {
            Ours.makeLocalhostTheDefault(open);
        }

        @Override
        public OpenStore open() {
            return open;
        }
    }

    @Nested
    class OnPostgresql implements Ours {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @BeforeEach
        void localhostIsTheDefault() {
            Ours.makeLocalhostTheDefault(open);
        }

        @Override
        public OpenStore open() {
            return open;
        }
    }

    /** James' contract, which expects localhost to be listed, and what we promise beyond it. */
    interface Ours extends DomainListContract {

        OpenStore open();

        static void makeLocalhostTheDefault(OpenStore open) {
            open.store().domains().add(Domain.LOCALHOST);
        }

        @Override
        default DomainList domainList() {
            return new SqlDomainList(open().store().domains());
        }

        @Test
        default void theFirstDomainIsTheDefaultUntilAnotherIsMadeSo() throws Exception {
            LocalDomains domains = open().store().domains();
            domains.add(DOMAIN_1);
            assertThat(domainList().getDefaultDomain()).isEqualTo(Domain.LOCALHOST);
            assertThat(domains.makeDefault(DOMAIN_1)).isEqualTo(DomainChangeResult.DONE);
            assertThat(domainList().getDefaultDomain()).isEqualTo(DOMAIN_1);
            assertThat(domains.makeDefault(DOMAIN_2)).isEqualTo(DomainChangeResult.UNKNOWN_DOMAIN);
        }

        @Test
        default void withoutAnyDomainLocalhostIsTheDefaultButNotLocal() throws Exception {
            open().store().domains().remove(Domain.LOCALHOST);
            assertThat(domainList().getDefaultDomain()).isEqualTo(Domain.LOCALHOST);
            assertThat(domainList().containsDomain(Domain.LOCALHOST)).isFalse();
        }

        @Test
        default void aDomainWithUsersIsNotRemoved() {
            LocalDomains domains = open().store().domains();
            domains.add(DOMAIN_1);
            open().store().users().add(Username.of("anna@domain1.tld"), "secret");
            assertThat(domains.remove(DOMAIN_1)).isEqualTo(DomainChangeResult.IN_USE);
            open().store().users().remove(Username.of("anna@domain1.tld"));
            assertThat(domains.remove(DOMAIN_1)).isEqualTo(DomainChangeResult.DONE);
        }
    }
}
