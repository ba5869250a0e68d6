// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.rewriting.Aliases.Alias;
import dev.sekisho.store.users.Passwords;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AliasesTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAliasMayHaveSeveralTargetsAlsoElsewhere(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            assertThat(aliases.add(address("info@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChange.DONE);
            assertThat(aliases.add(address("info@example.org"), address("Far@elsewhere.example")))
                    .isEqualTo(AliasChange.DONE);
            assertThat(aliases.list())
                    .containsExactlyInAnyOrder(
                            new Alias(address("info@example.org"), address("anna@example.org")),
                            new Alias(address("info@example.org"), address("Far@elsewhere.example")));
            assertThat(aliases.remove(address("Info@example.org"), address("far@elsewhere.example")))
                    .isEqualTo(AliasChange.DONE);
            assertThat(aliases.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatStandsAgainstAnAliasIsSaid(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            aliases.add(address("info@example.org"), address("anna@example.org"));
            assertThat(aliases.add(address("info@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChange.ALREADY_EXISTS);
            assertThat(aliases.add(address("info@elsewhere.example"), address("anna@example.org")))
                    .isEqualTo(AliasChange.UNKNOWN_DOMAIN);
            assertThat(aliases.add(address("anna@example.org"), address("bert@example.org")))
                    .isEqualTo(AliasChange.ADDRESS_TAKEN);
            aliases.add(address("help@example.org"), address("info@example.org"));
            aliases.add(address("desk@example.org"), address("help@example.org"));
            assertThat(aliases.add(address("desk@example.org"), address("desk@example.org")))
                    .isEqualTo(AliasChange.LOOP);
            assertThat(aliases.remove(address("desk@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChange.UNKNOWN_ALIAS);
        }
    }

    private static Store open(Engine.Place place) {
        Store store = Store.open(place.settings(), new Passwords(10));
        store.domains().add(Domain.of("example.org"));
        store.users().add(Username.of("anna@example.org"), "secret");
        return store;
    }

    private static MailAddress address(String text) throws Exception {
        return new MailAddress(text);
    }
}
